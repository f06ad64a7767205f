"""The words of dates: months, weekdays, ordinals, feasts."""

from __future__ import annotations

MONTHS = (
    "january february march april may june july august september october november december".split()
)
MONTH_NUMBER = {name: n for n, name in enumerate(MONTHS, 1)}
MONTH_NUMBER |= {name[:3]: n for n, name in enumerate(MONTHS, 1)}
MONTH_NUMBER |= {"sept": 9}
WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()

MONTH = (
    r"(?:jan(?:uary|aury)?|feb(?:ruary|uary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
WEEKDAY = (
    r"(?:mon(?:day)?s?|tue(?:s(?:day)?)?s?|wed(?:s|nesday)?s?|thu(?:r(?:s(?:day)?)?)?s?|"
    r"fri(?:day)?s?|sat(?:urday)?s?|sun(?:day)?s?)"
)
ORDINAL_DAY = r"(?:[12]?1st|2?2nd|2?3rd|[12]?[4-9]th|1[0-3]th|[12]0th|30th|31st|1[1-9]th)"

_UNITS = "first second third fourth fifth sixth seventh eighth ninth".split()
_TEENS = (
    "tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth "
    "nineteenth twentieth"
).split()
ORDINAL_WORDS = [*_UNITS, *_TEENS, *(f"twenty[ -]?{u}" for u in _UNITS), "thirtieth", "thirty[ -]?first"]
ORDINAL_WORD = "(?:" + "|".join(sorted(ORDINAL_WORDS, key=len, reverse=True)) + ")"
_CARDINALS = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen twenty thirty"
).split()
CARDINAL_WORD = (
    r"(?:thirty[ -]one|twenty[ -](?:one|two|three|four|five|six|seven|eight|nine)|"
    + "|".join(sorted(_CARDINALS, key=len, reverse=True))
    + ")"
)
YEAR_WORDS = (
    r"(?:(?:twenty|nineteen)[ -](?:oh[ -]\w+|ten|eleven|twelve|\w+teen|"
    r"(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[ -](?:one|two|three|four|five|six|seven|eight|nine))?)|"
    r"two thousand(?:[ -]and)?[ -](?:\w+teen|ten|eleven|twelve|(?:twenty[ -]?)?(?:one|two|three|four|five|six|seven|eight|nine)|twenty))"
)
FEAST = (
    r"(?:christmas(?:[ ](?:eve|day))?|x-?mas(?:[ ](?:eve|day))?|boxing[ ]day|new[ ]year'?s?(?:[ ](?:eve|day))?|nye|nyd|"
    r"hogmanay|twelfth[ ]night|epiphany|burns[ ]night|candlemas|pancake[ ]day|shrove[ ]tuesday|ash[ ]wednesday|"
    r"palm[ ]sunday|maundy[ ]thursday|good[ ]friday|easter(?:[ ](?:sunday|monday|weekend|day|eve))?|whitsun|pentecost|ascension[ ]day|"
    r"(?:st\.?|saint)[ ](?:patrick|paddy|david|george|andrew|nicholas)'?s?(?:[ ]day)?|(?:paddy|paddys)'?s?[ ]day|"
    r"valentine'?s?(?:[ ]day)?|galentine'?s(?:[ ]day)?|moth(?:er|ering)'?s?[ ](?:day|sunday)|father'?s?[ ]day|"
    r"may[ ]day|midsummer(?:'?s)?(?:[ ](?:day|eve))?|halloween|hallowe'en|all[ ](?:saints|souls)'?(?:[ ]day)?|bonfire[ ]night|guy[ ]fawkes(?:[ ]night)?|"
    r"remembrance[ ](?:day|sunday)|armistice[ ]day|vet(?:eran)?s'?s?[ ]day|anzac[ ]day|australia[ ]day|canada[ ]day|"
    r"thanksgiving(?:[ ]day)?|friendsgiving|black[ ]friday|cyber[ ]monday|labou?r[ ]day(?:[ ]weekend)?|memorial[ ]day(?:[ ]weekend)?|"
    r"independence[ ]day|juneteenth|mlk(?:[ ]jr)?[ ]day|martin[ ]luther[ ]king(?:[ ]jr\.?)?[ ]day|president'?s'?[ ]day|"
    r"columbus[ ]day|indigenous[ ]peoples'?[ ]day|groundhog[ ]day|patriots'?[ ]day|pioneer[ ]day|mardi[ ]gras|fat[ ]tuesday|super[ ]?bowl(?:[ ]sunday)?|"
    r"cinco[ ]de[ ]mayo|d[ií]a[ ]de[ ](?:los[ ])?muertos|las[ ]posadas|tres[ ]reyes|three[ ]kings(?:'?[ ]day)?|semana[ ]santa|quincea[nñ]era[ ]season|"
    r"ramadan|ramadhan|ramzan|eid(?:[ -](?:al|ul)[ -]?(?:fitr|adha|fitri))?|laylat[ ]al[ -]qadr|ashura|mawlid|arafah?|"
    r"diwali|deepavali|divali|holi|navratri|navaratri|dussehra|raksha[ ]bandhan|karva[ ]chauth|ganesh[ ]chaturthi|janmashtami|onam|pongal|vaisakhi|baisakhi|lohri|gurpurab|durga[ ]puja|"
    r"passover|pesach|rosh[ ]ha-?shan(?:ah|a)|yom[ ]kippur|sukk(?:ot|os)|simchat[ ]torah|(?:c?h)anukk?ah?|hannukah|purim|shavu(?:ot|os)|tisha[ ]b'?av|lag[ ]b'?omer|"
    r"(?:chinese|lunar)[ ]new[ ]year|cny|spring[ ]festival|t[eê]t|mid-?autumn(?:[ ]festival)?|qingming|golden[ ]week|seollal|chuseok|obon|"
    r"nowruz|norooz|nauroz|songkran|vesak|wesak|loy[ ]krathong|yule|kwanzaa|carnival|crop[ ]over|"
    r"(?:early|late|spring|summer|august|may|easter|christmas)[ ](?:may[ ])?bank[ ]hol(?:iday)?(?:[ ](?:monday|weekend))?|bank[ ]hol(?:iday)?[ ](?:monday|weekend)|"
    r"(?:national|int(?:ernation)?(?:al|'l))[ ]women'?s[ ]day|earth[ ]day|april[ ]fool'?s?(?:[ ]day)?|election[ ]day|tax[ ]day)"
)
