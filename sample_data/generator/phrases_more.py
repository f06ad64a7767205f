"""More of what the notes are made of: rarer turns, ordinary words that look like names, odd identifiers."""

from sample_data.generator.phrases import DESK, FULL, SHORT, Bank

_FULL: Bank = {
    "open_consultation": [
        "Thank you for asking me to see <first> <last>, <age>, whose {main|only} concern is {the jaw|the frown|pigment|a tired look}. <pronoun> read about <service_low> on <url>.",
        "<first> was named after {a grandmother|an aunt|a saint} and is tired of it; please use <spoken>. Here about <service_low>. Works for <employer> as a <job>.",
        "{Second opinion|Another opinion} for <title_name>, {unhappy after|not pleased with} treatment at <otherclinic> in <othertown>. Brought {no paperwork|two photographs|a carrier bag of receipts}.",
    ],
    "open_treatment": [
        "{Third time lucky|Here at last|As arranged by <staff_name>}: <service_low> for <spoken>. {Consent re-signed|Cooling-off period over|Photographs first}.",
        "<title_name> {came on the bus from <neartown>|arrived with <relation> <relative>|came in a taxi} for <service_low>. <pronoun> {fasted for no reason|had paracetamol at breakfast|brought cake for <staff_first>}.",
        "Since <past_date> <spoken> has been {well|stressed by work at <employer>|caring for <relation> <relative_first>|on a course of antibiotics, finished}. Proceeded with <service_low>.",
    ],
    "open_review": [
        "<spoken> sent photographs from <email> and then came in. {Even|Balanced|Slight lump lower lip, massaged}. Scores it <score>/10.",
        "Follow-up of <title_name>, {telephone only, number ending as on file|by video|in room <room>}. {No concerns|Wants the left lifted|Asks for the same again in <month_name>}.",
    ],
    "open_complication": [
        "I was rung at home by <relative>, <spoken>'s <relation>, on <relative_phone>: <mishap>, {noticed at breakfast|getting worse since last night|found by the hairdresser}. Seen within the hour.",
        "Incident note. Client <name>, born <birthday_full>, {reference as above|see treatment record}. {Adverse event|Complication}: <mishap>. First noticed day <days>. Lot <lot>.",
    ],
    "history": [
        "{Mother|Grandmother|Great-aunt}, <gran_age>, {has the same frown|healed badly after a burn|is on warfarin, <pronoun_low> is not}. Own history: <told>. Medicines: <medicines>.",
        "Nothing to add since <past_date>. <surgery> {confirmed|will send} the blood results. Known reactions: <reacts_to>. {ID seen, no. <id_number>|Licence <id_number> copied for the age check}.",
    ],
    "exam": [
        "Rose-pink papules on the cheeks, a will-o'-the-wisp of telangiectasia, {no mark|one old mark} at the jaw; may be rosacea. Fitzpatrick <fitz>. {Bell's phenomenon present|Nasolabial angle 95|No Hertoghe sign}.",
        "Frank asymmetry at rest{, worse on smiling|}. Grade {1|2|3} on the Merz scale, Fitzpatrick <fitz>. {Grace notes of scarring|Rich vascularity|Hope to avoid filler here}.",
    ],
    "procedure": [
        "<dose_text> of <product> to the <sites_text>, lot <lot> (<expiry>). {Nerve block with lidocaine 2 %|Emla for 30 minutes|Vibration device}. {Tyndall excluded by depth|Kept clear of the facial artery|Entry at the modiolus}.",
        "Record of product: <product>, maker's lot <lot>, use by <expiry>; total <dose_text>; sites <sites_text>. {Sticker in the book|Second checker <staff_name>|Drawn on the face map}.",
    ],
    "procedure_device": [
        "<sites_text> treated at <settings>. {Wood's lamp first|Nikolsky negative|Goggles on both}. {Endpoint reached at the second pass|Stopped short at the jaw because of heat|Cooling throughout}.",
    ],
    "no_procedure": [
        "{Price quoted <price>|Quoted <price> today}. <spoken> {would like to ask <relation> <relative_first> first|wants it before <holiday>|will decide by <next_date>}. No treatment today.",
        "I declined to treat: {expectations|recent infection|too soon after <otherclinic>|flying on <next_date>}. {Took it well|Disappointed|Will try elsewhere in <othertown>, I fear}.",
    ],
    "course_of_trouble": [
        "Action taken: <action>. {Duty of candour talk with <spoken> and <relative>|Yellow card sent|Reported to the maker with lot <lot>}. {Swab to the lab|A&E not needed|Sent to <hospital>, seen by the registrar}. <resolution>",
        "Worst at the <site>; <severity>. I {showed <relative_first> how to press for refill|gave <clinic_phone> for the night|sat with <spoken> for two hours}. <action>. <resolution>",
    ],
    "social": [
        "{Recognised by everyone|Well known locally|Asks for the back entrance}: <fame>.",
        "{Has a page at|Her blog is|Portfolio at} <url>{; do not link to us|}.",
        "{Staying with|Caring for|Lives with} {a grandmother|a great-aunt|the old neighbour, <stranger>,} (<gran_age>) at <street>, {key safe by the door|dog in the yard}.",
        "{Back after|Must look well for|Not before} <holiday>. {Hair by|Nails by|Dentist is} <stranger>{, by the market|}.",
        "{Told me in confidence|Not for any letter}: {separated after years of control at home, so no post to the house|lost a pregnancy in <month_name>|two years sober on <next_date>|in court on <next_date> about the children|<relation> <relative_first> is in prison}.",
        "Asked that {work|<employer>|<relation> <relative_first>} is never told. Only <phone_words_or_phone>.",
        "{Client's own words|In <pronoun_their> words}: 'since <relative_first> left I look like my {mother|father}'.",
    ],
    "plan": [
        "{Bring forward if <relative_first> can drive|Letter to <gp>, <surgery>|Copy to <email>}. Otherwise {six weeks|<next_date>|when settled}.",
        "{No more filler this year|Maintenance every four months|One more session, then stop}. {Happy|Content|Understands}. {Card on file|Paid <price>|Voucher used}.",
    ],
}

_SHORT: Bank = {
    "open_consultation": [
        "<spoken> <age> {f/u enq|web enq|2nd opinion} <service_low>. {prev bad exp @ <otherclinic>|<relative_first>'s <relation>|via <url>}",
        "tel consult w/ <first> <last> re <service_low>, {no video|video froze x2}. works <employer>",
    ],
    "open_treatment": [
        "<initials> {tx today|booked in}: <service_low>. since <past_date> {well|cold, ok now|hols in <othertown>}",
        "<spoken> +<relation> <relative_first> both in, THIS note <first> only. <service_low>",
        "<service_low> - <last>. {consent redone|photos 1st|pt late, parked <plate>}",
    ],
    "open_review": [
        "<initials> r/v. <score>/10. {lump lower lip massaged|nil|top up 2u}",
        "tel r/v <phone>: {fine|still tender|bruise gone}. <first> wants same again <month_name>",
    ],
    "open_complication": [
        "!! <last> <mishap> D<days>. <relative_first> (<relation>) drove. {seen 7am|seen in car park|seen after close}",
        "adverse - <first> <last>, dob <birthday_full>. <mishap>. onset d<days>",
    ],
    "history": [
        "mhx ✓ <told>. rx <medicines>. {gran <gran_age> same skin|fhx nil}",
        "id seen <id_number>. all: <reacts_to>. gp <surgery>",
    ],
    "exam": [
        "frank asymm, grade 2. fitz <fitz>. {rose-y cheeks|mark L jaw old|bell's sign neg}",
        "fitz <fitz>, dry. {will need numbing|may bruise|hope ok w/ heat}",
    ],
    "procedure": [
        "total <dose_text> <product>, <sites_text>. #<lot>/<expiry>. {emla 30|block|ice}. {2nd check <staff_first>|sticker in book}",
        "<sites_text>: <product> <dose_text> {slow bolus|fanning|microdrops}. lot <lot>. exp <expiry>. {asp neg|crt ok}",
    ],
    "procedure_device": [
        "<sites_text> @ <settings>. {goggles on|cooling max}. {stopped 1x, hot|ok thruout}"
    ],
    "no_procedure": [
        "{no tx|not today}: {cold sore|flying <next_date>|tanned|too soon after <otherclinic>}. quoted <price>"
    ],
    "course_of_trouble": [
        "<action>. {sent <hospital>|photos q1h|<relative_first> to watch o/n}. <severity>, <site>. <resolution>",
    ],
    "social": [
        "fame alert: <fame>",
        "wants done b4 <holiday>",
        "lives w/ gran (<gran_age>), <street>",
        "blog <url>",
        "<relative_first> = <relation>, also a pt here - separate file!!",
        "{confid|sensitive} - {ex violent, no post|misc in <month_name>|sober 2y|court <next_date>}",
        "NOT to ring <employer>. <phone_words_or_phone>",
    ],
    "plan": ["letter <gp>. copy <email>", "card on file. <month_name>. {all good|:)|ok}"],
}

_DESK: Bank = {
    "reception": [
        "{Parcel|Flowers|Keys} for <spoken> at the desk{, from <relative>|}. {Rang <phone>|Told <staff_first>}.",
        "<first> asked for a copy of everything, {form given|ID <id_number> seen|to be sent to <email>}.",
        "Double booked: <spoken> and someone else both at {10|2|half 4} with <staff_first>. <spoken> moved to <next_date>.",
        "Gift voucher from <relation> <relative> {activated|expired <past_date>|lost, reissued}. Rose gold card.",
        "{Merge please|Duplicate?}: <name> and '<spoken> <last>' same number <phone>.",
    ],
    "phone": [
        "{0915|1140|1605} {call|rang}: <relation> <relative> for <first>, {in hospital at <hospital>|running late|lost the aftercare sheet}. Number <relative_phone>.",
        "<surgery> fax {failed|came}; they want <title_name>'s {letter|consent}, dob <birthday_full>. Ask for <gp>.",
        "Wrong number? '<stranger> from the garage' for <staff_first>. Then <spoken> about <next_date>, ok.",
    ],
    "message": [
        "WhatsApp <time1> <handle>: {is <staff_first> in today|my lip!!|thank youuu}\n<time2> us: {until 6|come now please|any time}\n<time3> <handle>: {on my way, plate <plate>|<relative_first> driving|🙏}",
        "{DM|Insta} from <handle> {<time1>|yesterday}: how much <service_low>? is it ok if <relation> <relative_first> comes. told: <price>, yes, ring <clinic_phone>",
    ],
    "insurance": [
        "Adjuster rang re claim <claim>, <name>. {Wants chart by <next_date>|Paid in part|Closed}. Employer named as <employer>.",
    ],
    "complaint": [
        "E-mail <email> received <past_date>: '<service_low> has ruined <holiday>'. {Logged as <claim>|Phoned <phone>, calmer now|<staff_name> has it}.",
    ],
    "photo": [
        "{Caption|Label}: <initials>, <service_low>, {pre|post 2 wk}, <past_date>, file <plain_name>_01.jpg"
    ],
}


def _joined(bank: Bank, more: Bank) -> Bank:
    return {section: [*sentences, *more.get(section, [])] for section, sentences in bank.items()}


ALL_FULL, ALL_SHORT, ALL_DESK = _joined(FULL, _FULL), _joined(SHORT, _SHORT), _joined(DESK, _DESK)
