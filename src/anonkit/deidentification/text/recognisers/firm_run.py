"""Where the name of a firm, school or ward ends, and which capitals are none."""

from __future__ import annotations

import re

from anonkit.deidentification.text.lexicons import cues, lexicon
from anonkit.deidentification.text.lexicons.wordlist import words_of
from anonkit.deidentification.text.note import Note, Word
from anonkit.deidentification.text.recognisers.date_words import MONTHS, WEEKDAYS

_JOINED = re.compile(r" | & |\+| \+ |\. |-|/|'s |' ")
_JOINERS = words_of("of the and & for de la le du el on y")
_DAYS = frozenset(
    (*MONTHS, *WEEKDAYS, *(d[:3] for d in (*MONTHS, *WEEKDAYS)), "tues", "thurs", "sept")
)
STORES = words_of(
    "boots superdrug tesco sainsburys sainsbury's asda waitrose aldi lidl morrisons amazon ebay argos "
    "costa starbucks mcdonalds mcdonald's greggs ikea walmart target walgreens cvs costco sephora ulta "
    "kroger publix uber lyft deliveroo netflix spotify apple samsung tesla ford bmw mercedes audi vw "
    "toyota honda nissan kia hyundai volvo jeep google meta microsoft primark next zara nike adidas "
    "nandos nando's subway kfc wetherspoons spoons currys halfords homebase screwfix wickes dunelm "
    "safeway albertsons meijer heb wegmans lowes lowe's kohls macys macy's nordstrom marshalls fedex "
    "ups dhl dpd evri usps chipotle wendys wendy's arbys chick-fil-a applebees dennys denny's sonic "
    "whataburger popeyes verizon comcast at&t boeing lockheed raytheon halliburton exxon chevron shell "
    "bp airbus rolls-royce bae unilever gsk pfizer astrazeneca barclays natwest lloyds santander hsbc "
    "nationwide halifax monzo chase citi citibank wells geico deloitte accenture capita serco hermes "
    "chilis chili's dunkin marriott hilton hyatt wynn bellagio mgm disney delta southwest jetblue kaiser "
    "petsmart autozone hooters panera wawa sheetz buc-ees meijer hyvee hy-vee winco goodwill rei cabelas "
    "lululemon orangetheory equinox crossfit ymca amtrak caltrans maersk tyson cargill caterpillar intel "
    "cisco oracle nvidia nasa pret wagamama poundland harrods selfridges easyjet ryanair virgin vodafone "
    "edf ocado harvester travelodge butlins puregym bannatyne arriva stagecoach firstbus gatwick heathrow"
)
"""Shops and makers whose goods a note may name; firms only where somebody works or goes there."""
KEPT = words_of(
    "rest home risk baseline night noon times present all least most once first last front desk "
    "reception clinic work school level low high max min full peak room door end top side check "
    "review follow consult consultation checkout arrival discharge triage theatre day start time "
    "birth age bay station fridge till counter home-time lunch dinner breakfast xmas christmas easter "
    "trading citizens small google facebook instagram tiktok youtube reddit whatsapp accident emergency "
    "onset screening intake assessment booking visit session weekend church uni college hospital gym"
)
"""Capitals after "at" that name nobody's place."""
KEPT_ACRONYMS = words_of(
    "er ed icu itu hdu or ent gp gps a&e am pm uk us usa eu la ny dc nyc hq tv pc id it hr pr ceo "
    "nlf glab cf dao mri ct us uss ecg ekg iv im sc id po pr sl od bd tds qds prn stat nbm cv cpd "
    "uv uva uvb ir rf ipl led hifu bbl prp prf hrt ocp iud iui ivf gum std sti hiv hep bmi bp hr rr "
    "o2 spo2 cap crt fst fp ftsg bcc scc sk ak dvt pe mi cva tia ms me cfs adhd asd ptsd ocd bdd "
    "lmp edd bf nhs cqc mhra fda gmc nmc gdc ico dvla dwp hmrc cdc irs va epa osha dea hipaa gdpr "
    "gym spa ob obgyn gi gu cns ccu nicu picu sicu micu pacu asc ooh wic utc minor mlc sop ppe coshh "
    "rn np pa md do ma la le hca inp ip aka asap fyi tbc tbd tba eta rsvp ok na nb ps cc bcc re fao "
    "dm dms whatsapp fb ig yt zoom ai ui url pdf jpeg png usb qr gps sim atm vat ni ssn dob nok "
    "spf la-la ha hya pcl plla caha pdo btx bont tox bonta dcd jw ck mrd mmi npm ttm mft ulb rlb"
)
MORE_HEADS = words_of(
    "collective coop co-op rooms terminals terminal trips tours limo limos cabs taxis cars coaches cover "
    "path propath bros brothers sons sweets eats diner pizzeria taqueria cantina deli tearoom tearooms "
    "tattoo tattoos ink barbershop blades cuts nails threading den emporium bazaar butchers bakehouse "
    "roastery coffee brewhouse distillery cidery creamery orchards kennels grooming cattery sanctuary zoo "
    "aquarium playgroup preschool daycare childcare montessori seminary yeshiva madrasa gurdwara mandir "
    "ministries tabernacle fellowship legion rotary vfw notary escrow mortgages brokers savings "
    "movers rentals hire scaffolding glazing windows decorators upholstery autos tires towing cruises "
    "cruise ferries rail railway buses transit trucking steel cement quarry refinery "
    "labs analytics pictures productions records press publishing magazine journal cabaret circus "
    "attorney sheriff ems ambulance rescue janitorial cleaners cleaning landscaping gardeners fencing "
    "jewellery jewelry optical eyewear pets aquatics fisheries fishing rowing swimming gymnastics "
    "athletics rovers wanderers united rangers warriors choir band brass strings players academy trust "
    "facility aesthetica medspas injectables cosmedics cosmedic surgicentre theory lab rehab recovery "
    "compliance audit payroll staffing personnel logistics couriers removals storage estates lets "
    "feeds distributors wholesale imports exports haulage freight foods dermatopathology schools"
)
"""Heads that count only behind capitals that are no words of the clinic."""
NUMBERED = words_of(
    "station stn st engine ladder company battalion ward local post troop lodge precinct ps is unit "
    "school chapter squadron platoon court terminal gate store branch"
)
"""Words that a number completes: "Fire Station 14", "Local 88"."""
_SHOUTED = 0.6
_TITLED = 0.45


def is_shouted(note: Note) -> bool:
    """Whether most words of a note are in capitals, so that capitals say nothing."""
    letters = [w for w in note.words if w.shape != "number" and len(w.key) > 1]
    return bool(letters) and sum(w.shape == "upper" for w in letters) > _SHOUTED * len(letters)


def is_titled(note: Note) -> bool:
    """Whether so many words begin with a capital that one more says little."""
    inner = [w for w in note.words if w.shape != "number" and not w.opens and len(w.key) > 1]
    return len(inner) > 5 and sum(w.shape == "capital" for w in inner) > _TITLED * len(inner)


def is_day(key: str) -> bool:
    """Whether a word is a month or a weekday."""
    return key in _DAYS


def firm_end(note: Note, first: Word) -> Word:
    """The last word of the run of capitals that begins at a word."""
    last = first
    while (after := note.word(last.index + 1)) is not None and after.index - first.index < 7:
        if _JOINED.fullmatch(after.gap) is None or (after.opens and after.gap != "-"):
            break
        if after.shape == "number" and after.gap == " " and last.key in NUMBERED:
            return after
        if after.is_capital and not is_day(after.key):
            if after.key in cues.FUNCTION_CAPITALS and after.shape == "upper":
                break
            last = after
            continue
        further = note.word(after.index + 1)
        if further is None or not _continues(first, after, further):
            break
        last = further
    return last


def _continues(first: Word, joiner: Word, further: Word) -> bool:
    """Whether "of", "and" or, behind letters such as "COGIC", "on" leads to more of the name."""
    return (
        joiner.key in _JOINERS
        and further.gap == " "
        and further.is_capital
        and not is_day(further.key)
        and not lexicon().is_clinical(further.key)
        and (joiner.key != "on" or first.shape == "upper")
    )


def is_firm_word(word: Word, is_sure: bool) -> bool:
    """Whether a capital may begin the name of a firm; a sure context lets shops and words stand."""
    key = word.key
    if key in cues.FUNCTION_CAPITALS or key in KEPT or is_day(key) or len(key) < 2:
        return False
    if key in cues.TITLES and key != "sister":
        return False
    if word.shape == "upper" and len(key) < 7 and key in KEPT_ACRONYMS:
        return False
    words = lexicon()
    if words.is_clinical(key):
        return is_sure and key in STORES
    return is_sure or word.shape == "capital" or not words.is_known(key)
