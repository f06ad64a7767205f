"""The words of dates: months, weekdays, ordinals, feasts."""

from __future__ import annotations

from anonkit.deidentification.text.lexicons.wordlist import listed

MONTHS = listed(
    "january february march april may june july august september october november december"
)
MONTH_NUMBER = {name: n for n, name in enumerate(MONTHS, 1)}
MONTH_NUMBER |= {name[:3]: n for n, name in enumerate(MONTHS, 1)}
MONTH_NUMBER |= {"sept": 9}
WEEKDAYS = listed("monday tuesday wednesday thursday friday saturday sunday")

MONTH = (
    r"(?:jan(?:uary|aury)?|feb(?:ruary|uary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
WEEKDAY = (
    r"(?:mon(?:day)?s?|tue(?:s(?:day)?)?s?|wed(?:s|nesday)?s?|thu(?:r(?:s(?:day)?)?)?s?|"
    r"fri(?:day)?s?|sat(?:urday)?s?|sun(?:day)?s?)"
)
ORDINAL_DAY = r"(?:[12]?1st|2?2nd|2?3rd|[12]?[4-9]th|1[0-3]th|[12]0th|30th|31st|1[1-9]th)"

_UNITS = listed("first second third fourth fifth sixth seventh eighth ninth")
_TEENS = listed(
    "tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth "
    "seventeenth eighteenth "
    "nineteenth twentieth"
)
ORDINAL_WORDS = [
    *_UNITS,
    *_TEENS,
    *(f"twenty[ -]?{u}" for u in _UNITS),
    "thirtieth",
    "thirty[ -]?first",
]
ORDINAL_WORD = "(?:" + "|".join(sorted(ORDINAL_WORDS, key=len, reverse=True)) + ")"
_CARDINALS = listed(
    "one two three four five six seven eight nine ten eleven twelve "
    "thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen twenty thirty"
)
CARDINAL_WORD = (
    r"(?:thirty[ -]one|twenty[ -](?:one|two|three|four|five|six|seven|eight|nine)|"
    + "|".join(sorted(_CARDINALS, key=len, reverse=True))
    + ")"
)
YEAR_WORDS = (
    r"(?:(?:twenty|nineteen)[ -](?:oh[ -]\w+|ten|eleven|twelve|\w+teen|"
    r"(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[ "
    r"-](?:one|two|three|four|five|six|seven|eight|nine))?)|"
    r"two thousand(?:[ -]and)?[ -](?:\w+teen|ten|eleven|twelve|(?:twenty[ "
    r"-]?)?(?:one|two|three|four|five|six|seven|eight|nine)|twenty))"
)
FEAST = (
    r"(?:syttende[ ]mai|(?:san[ ]jacinto|kamehameha|prince[ ]kuhio|seward'?s|alaska|nevada|mardi[ ]gras|"
    r"bunker[ ]hill|constitution|arbor|pi|star[ ]wars|st\.?[ ]lucia|santa[ ]lucia|frontier|opening|national|"
    r"republic|bloomsday|white[ ]ribbon|world[ ][a-z]+|red[ ]nose|results|graduation|gotcha)[ ]days?|"
    r"hmong[ ]new[ ]year|(?:tamil|thai|khmer|lao|sikh|islamic|jewish|ethiopian|orthodox|persian|chinese)[ ]new[ ]year|"
    r"day[ ]of[ ]the[ ]dead|losar|ugadi|gudi[ ]padwa|makar[ ]sankranti|muharram|arbaeen|mawlid(?:[ ]al-nabi)?|milad|"
    r"timkat|enkutatash|genna|meskel|j'ouvert|fasching|oktoberfest|super[ ]?bowl[ ]sunday|kentucky[ ]derby|"
    r"derby[ ]weekend|boat[ ]race[ ]day|burning[ ]man|"
    r"(?:(?:our[ ]lady[ ]of[ ]|virgen[ ]de[ ])?guadalupe|candelaria|san[ ]juan|immaculate[ ]conception|"
    r"assumption|annunciation|las[ ]candelas)[ ]day|"
    r"flag[ ]day|ladies'?[ ]day|derby[ ]day|leap[ ]day|gaudete[ ]sunday|trinity[ ]sunday|low[ ]sunday|"
    r"stir[- ]up[ ]sunday|plough[ ]monday|michaelmas|lammas|lughnasa|samhain|beltane|imbolc|"
    r"(?:summer|winter)[ ]solstice|(?:spring|autumn)[ ]equinox|ash[ ]weds?|holy[ ](?:week|thursday|saturday)|"
    r"whit[ ](?:sunday|monday|week)|spy[ ]wednesday|corpus[ ]christi|all[ ]hallows|st\.?[ ]stephen'?s[ ]day|"
    r"(?:st\.?|saint)[ ][a-z]+'?s[ ](?:day|eve|night)|bastille[ ]day|burns[ ](?:supper|day)|"
    r"noche[ ]?buena|three[ ]kings|d[ií]a[ ]de[ ]reyes|simbang[ ]gabi|orthodox[ ](?:easter|christmas)|"
    r"greek[ ]easter|ukrainian[ ]christmas|tu[ ]b'?shvat|tu[ ]bishvat|lailat[ ]al[ -]qadr|shab[ -]e[ -]barat|"
    r"eid[ ](?:mubarak|prayers?|party)|chinese[ ](?:ny|nye)|lunar[ ](?:ny|nye)|waitangi[ ]day|"
    r"king'?s[ ](?:day|birthday)|emancipation[ ]day|patriot[ ]day|native[ ]american[ ]day|casimir[ ]pulaski[ ]day|"
    r"evacuation[ ]day|cesar[ ]chavez[ ]day|statehood[ ]day|lee[- ]jackson[ ]day|confederate[ ]memorial[ ]day|"
    r"nurses'?[ ]day|administrative[ ]professionals'?[ ]day|grandparents'?[ ]day|small[ ]business[ ]saturday|"
    r"(?:jan(?:uary)?|feb(?:ruary)?|aug(?:ust)?|early|late|summer|spring)[ ]bank[ ]hol(?:iday)?s?|"
    r"christmas(?:[ ](?:eve|day))?|x-?mas(?:[ ](?:eve|day))?|boxing[ "
    r"]day|new[ ]year'?s?(?:[ ](?:eve|day))?|nye|nyd|"
    r"hogmanay|twelfth[ ]night|epiphany|burns[ ]night|candlemas|pancake[ "
    r"]day|shrove[ ]tuesday|ash[ ]wednesday|"
    r"palm[ ]sunday|maundy[ ]thursday|good[ ]friday|easter(?:[ ](?:sunday|"
    r"monday|weekend|day|eve))?|whitsun|pentecost|ascension[ ]day|"
    r"(?:st\.?|saint)[ ](?:patrick|paddy|david|george|andrew|nicholas)'?s?(?:[ "
    r"]day)?|(?:paddy|paddys)'?s?[ ]day|"
    r"valentine'?s?(?:[ ]day)?|galentine'?s(?:[ ]day)?|moth(?:er|ering)'?s?[ "
    r"](?:day|sunday)|father'?s?[ ]day|"
    r"may[ ]day|midsummer(?:'?s)?(?:[ ](?:day|eve))?|halloween|hallowe'en|"
    r"all[ ](?:saints|souls)'?(?:[ ]day)?|bonfire[ ]night|guy[ ]fawkes(?:[ "
    r"]night)?|"
    r"v[ejp][ -]?day|d[ -]day|remembrance[ ](?:day|sunday)|armistice[ ]day|vet(?:eran)?s'?s?[ "
    r"]day|anzac[ ]day|australia[ ]day|canada[ ]day|"
    r"thanksgiving(?:[ ]day)?|friendsgiving|black[ ]friday|cyber[ "
    r"]monday|labou?r[ ]day(?:[ ]weekend)?|memorial[ ]day(?:[ ]weekend)?|"
    r"independence[ ]day|juneteenth|mlk(?:[ ]jr)?[ ]day|martin[ ]luther[ "
    r"]king(?:[ ]jr\.?)?[ ]day|president'?s'?[ ]day|"
    r"columbus[ ]day|indigenous[ ]peoples'?[ ]day|groundhog[ ]day|"
    r"patriots'?[ ]day|pioneer[ ]day|mardi[ ]gras|fat[ ]tuesday|super[ "
    r"]?bowl(?:[ ]sunday)?|"
    r"cinco[ ]de[ ]mayo|d[ií]a[ ]de[ ](?:los[ ])?muertos|las[ ]posadas|"
    r"tres[ ]reyes|three[ ]kings(?:'?[ ]day)?|semana[ ]santa|quincea[nñ]era[ "
    r"]season|"
    r"ramadan|ramadhan|ramzan|eid(?:[ -](?:al|ul)[ -]?(?:fitr|adha|"
    r"fitri))?|laylat[ ]al[ -]qadr|ashura|mawlid|arafah?|"
    r"diwali|deepavali|divali|holi|navratri|navaratri|dussehra|raksha[ "
    r"]bandhan|karva[ ]chauth|ganesh[ ]chaturthi|janmashtami|onam|"
    r"pongal|vaisakhi|baisakhi|lohri|gurpurab|durga[ ]puja|"
    r"passover|pesach|rosh[ ]ha-?shan(?:ah|a)|yom[ ]kippur|sukk(?:ot|"
    r"os)|simchat[ ]torah|(?:c?h)anukk?ah?|hannukah|purim|shavu(?:ot|"
    r"os)|tisha[ ]b'?av|lag[ ]b'?omer|"
    r"(?:chinese|lunar)[ ]new[ ]year|cny|spring[ ]festival|t[eê]t|"
    r"mid-?autumn(?:[ ]festival)?|qingming|golden[ ]week|seollal|chuseok|"
    r"obon|"
    r"nowruz|norooz|nauroz|songkran|vesak|wesak|loy[ ]krathong|yule|kwanzaa|carnival|crop[ ]over|"
    r"(?:early|late|spring|summer|august|may|easter|christmas)[ ](?:may[ "
    r"])?bank[ ]hol(?:iday)?(?:[ ](?:monday|weekend))?|bank[ ]hol(?:iday)?[ "
    r"](?:monday|weekend)|"
    r"(?:national|int(?:ernation)?(?:al|'l))[ ]women'?s[ ]day|earth[ "
    r"]day|april[ ]fool'?s?(?:[ ]day)?|election[ ]day|tax[ ]day)"
)
