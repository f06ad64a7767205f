"""Words that show what stands next to them: titles, relations, verbs of people, heads of names."""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


TITLES = _words(
    "dr doctor mr mrs ms miss mx mister prof professor sister matron nurse rev reverend father "
    "pastor rabbi imam lady sir lord dame cllr councillor judge justice officer pc dc sgt sergeant "
    "inspector detective captain capt major colonel col lt lieutenant auntie aunty uncle nana "
    "grandma grandpa granny coach senator sen mayor hon nrs drs abuela tia tio midwife hca "
    "dra sra srta mme mlle madame monsieur frau herr sheikh haji hajji hajja sidi lalla smt shri"
)
"""What stands before a name; a few are names or words too and count less."""

STRONG_TITLES = _words(
    "dr mr mrs ms miss mx prof professor rev cllr sgt drs doctor dra srta mme frau herr"
)

CREDENTIALS = _words(
    "rn rgn lpn np aprn arnp crnp fnp dnp pa pa-c pac md do dds dmd phd inp nip ma cma frcs mrcp "
    "mrcgp mbbs mbchb bds msn bsn rmn lmt la le ccrn dc od cns faad mrcs frca rnc fnp-c fnp-bc "
    "pharmd crna rdn lcsw frcophth frcp frcgp mrcs facs faaos frca frcsed mcoptom bsc msc hons dip "
    "esq kc qc obe mbe cbe jp"
)

RELATIONS = _words(
    "husband wife partner spouse fiance fiancé fiancee fiancée boyfriend girlfriend bf gf hubby "
    "missus mum mummy mom mommy mam mother dad daddy father parent stepmum stepmom stepdad "
    "stepmother stepfather son daughter child baby kid stepson stepdaughter sister brother sis bro "
    "sibling twin aunt auntie aunty uncle cousin niece nephew gran granny grandma grandpa grandad "
    "granddad grandmother grandfather nan nana nanny grandson granddaughter grandchild "
    "mother-in-law father-in-law sister-in-law brother-in-law daughter-in-law son-in-law mil fil "
    "sil bil dil ex ex-husband ex-wife friend friends mate pal bestie bff neighbour neighbor "
    "colleague coworker co-worker boss manager mgr supervisor assistant pa secretary agent lawyer "
    "attorney solicitor carer caregiver nok guardian roommate flatmate housemate landlord nanny "
    "hairdresser stylist trainer coach dentist surgeon gp pcp physician optometrist podiatrist "
    "receptionist practitioner injector prescriber therapist aesthetician esthetician tech "
    "dermatologist derm pharmacist physio midwife hv trainee student intern adjuster handler rep "
    "interpreter translator chaperone driver vet director bridesmaid "
    "groom bride kids twins sons daughters sisters brothers parents "
    "children"
)
"""Words for people seen from another person; a name may follow or precede."""

SPEECH_BEFORE = _words(
    "spoke speak spoken told tell telling asked ask asking called call calling rang ring phoned "
    "phone texted text emailed email messaged message msg saw see seen met meet meeting emailing "
    "reviewed referred introduced thanked thank thanks thx cheers ta informed inform advised "
    "contacted contact contacting cc bcc fao attn attention signed hi hello hey hiya dear regards "
    "love morning afternoon evening supervised supervising witnessed chaperoned treated injected "
    "performed consented assisted scribed dictated booked assigned "
    "escalated handed discussed named "
    "called name names known aka surname née nee alias per via w with by from ring let remind poor "
    "bless ping pinged chase chased tagged mentioned recommended "
    "lovely darling refer referring refers ask pass passed assist "
    "scrub surgeon sent"
)
"""A name may follow, with at most a small word between."""

LINKS = _words("to with w by from for and & + via per @ at of is was as cc re o")

SPEECH_AFTER = _words(
    "says said say saying rang rings called calls phoned phones texted texts emailed emails "
    "messaged told tells asked asks asking wants wanted wishes reports reported reporting states "
    "stated stating came comes attended attends arrived arrives cancelled canceled booked books "
    "rebooked agreed agrees declined declines confirmed confirms denied denies laughed cried "
    "thinks thought feels felt felt looks looked seems loves loved likes liked hates hated paid "
    "pays gave gives took takes did does has had is was will would can't couldn't wasn't isn't "
    "didn't doesn't hasn't hadn't won't wouldn't seen saw sees knows knew noticed notices spoke "
    "speaks explained mentioned mentions remembers remembered swears swore replied replies wrote "
    "writes sent sends brought brings drove drives works worked lives lived pls please aware "
    "happy unhappy fuming upset delighted pleased thrilled supervised observed assisted injected "
    "treated reviewed prescribed signed consented informed advised updated leaving left missed "
    "needs needed prefers preferred reviewing covering off picked collected dropped insists "
    "insisted complained complains here ok okay fine in back tolerated "
    "driving picking collecting waiting attending calling ringing texting "
    "returns returned wore declined hung joined joins cxl'd cxld cx'd canx'd cancld resched resch'd "
    "rescheduled no-showed noshowed dna'd"
)
"""A person does these; a name may precede."""

NOT_AFTER_TITLE = _words(
    "to who the a an and or of in on at is was has had will would for with not said says advised "
    "note notes letter appt appointment review reviewed did does came called rang please pls re "
    "google if that this her his their my your our only then now also can could should"
)

ORG_HEADS = _words(
    "clinic clinics surgery practice hospital hosp infirmary hospice pharmacy chemist chemists "
    "medical med aesthetics aesthetic cosmetics dermatology derma derm dental dentistry dentist "
    "orthodontics optometry opticians physio physiotherapy wellness "
    "medspa spa salon salons barbers "
    "school academy college university uni primary nursery kindergarten elementary isd polytechnic "
    "institute ltd limited llp llc plc inc incorporated corp corporation gmbh co company "
    "partners partnership associates solicitors law legal chambers attorneys insurance indemnity "
    "assurance mutual underwriters bank credit trust foundation charity council court police "
    "constabulary sheriff fire church chapel parish mosque synagogue temple cathedral diocese "
    "motors garage tyres coaches travel tours airlines airways logistics haulage freight builders "
    "construction roofing plumbing electrical joinery tiles carpets flooring kitchens interiors "
    "furniture bakery cafe café restaurant bistro grill kitchen brewery pub inn hotel lodge lounge "
    "bar arms tavern golf club fc rfc cc gym fitness studio studios theatre theater gallery museum "
    "library centre center lab labs laboratory laboratories pathology "
    "imaging radiology diagnostics "
    "ward unit dept department farm farms estates estate lettings realty properties homes vets "
    "veterinary vet stables riding recruitment consulting consultants consultancy media pr talent "
    "agency agencies records radio television tv news gazette herald times group holdings services "
    "solutions systems technologies tech software engineering industries manufacturing foods "
    "produce market supermarket store stores shop boutique florist florists jewellers jewelers "
    "nurseries skin laser lasers beauty brows lashes health healthcare nhs care home hc "
    "station plant mill mine works depot terminal airport port prison hmp barracks raf base "
    "high middle prep sixth grammar comprehensive community union federation society association "
    "schools hospitals surgeries hotels colleges practices airline "
    "org network channel festival orchestra opera ballet choir standards authority board "
    "methodist memorial baptist presbyterian lutheran adventist regional general doctors "
    "plumbers roofers accountants bookkeeping financial wealth advisors advisers auto chevrolet "
    "toyota ford honda dealership outfitters supply hardware lumber ranch winery vineyard "
    "vineyards resort casino marina marine boatyard boats shipping dairy orthopedics ortho "
    "orthopaedics pediatrics paediatrics oncology cardiology neurology urology obgyn womens eye "
    "vision ent plastics surgical surgicenter er urgent a&e clinica centro panaderia"
)
"""Words that head the name of an organisation when capitals stand before them."""

STRONG_ORG_HEADS = _words(
    "clinic surgery hospital hosp infirmary hospice pharmacy dermatology school academy college "
    "university ltd limited llp llc plc inc solicitors chambers insurance indemnity council "
    "constabulary church parish laboratories pathology practice vets hotel airlines airways "
    "primary elementary isd infants juniors nursery medspa police partnership associates "
    "medical aesthetics salon bakery brewery theatre library fc rfc"
)
"""Heads that do not need a second proof."""

STREET_WORDS = _words(
    "street st road rd lane ln avenue ave av drive dr close cl court ct crescent cres place pl "
    "terrace ter grove gardens gdns garden way walk square sq hill row mews park rise view green "
    "parade wharf quay wynd vennel brae loan gate bank end yard vale dale mount heights parkway "
    "pkwy boulevard blvd highway hwy circle cir trail trl turnpike pike plaza alley loop run pass "
    "path causeway esplanade broadway embankment approach croft fold chase meadow meadows cottages "
    "villas buildings mansions towers pass cove ridge crossing xing bend glen point pt route rte "
    "expressway expy freeway fwy cr county"
)
STREET_CORE = _words(
    "street st road rd lane ln avenue ave drive dr close court ct crescent cres place terrace "
    "grove gardens gdns mews parkway pkwy boulevard blvd highway hwy circle cir trail trl wynd "
    "wharf row way square sq turnpike loop alley esplanade embankment vennel brae"
)

PARTICLES = _words(
    "de la del della di da dos das du des der den van von ter ten al el bin ibn bint ben bar abu "
    "st mac mc o le las los san santa y e zu af av"
)

TELLING = _words(
    "says said rang states stated texted phoned emailed asked asks told rings texts called phones "
    "emails messaged messages insists insisted laughed cried swears swore replied replies wrote "
    "agreed cancelled canceled rebooked came arrived attended drove paid collected wants wanted "
    "joined apologised apologized complained confirmed mentioned promised reckons translated "
    "translating signed chaperoned witnessed assisted booked brought remembers thinks thought "
    "cxl'd cxld cx'd canx'd cancld resched resch'd rescheduled no-showed noshowed dna'd"
)
"""What only people do: a name stands before these."""

LABELS = _words(
    "prev hx pmh pmhx mhx fhx shx dhx meds allergies exam plan rx tx dx imp impression assessment "
    "subjective objective hpi ros cc pc hpc oe soap goal goals note notes addendum update "
    "indication indications device settings areas area lot exp batch dose product products "
    "technique anaesthesia anesthesia endpoint complications aftercare followup consent photos "
    "fee fees charge charges "
    "price paid balance deposit total cost quote vitals bp hr wt ht bmi labs skin face lips eyes "
    "left right bilateral pre post intra day week session sessions lids chin cheeks jawline neck "
    "glab front lcl mode tip fluence spot pulse passes depth needle cannula target outcome score "
    "when where what who why how date time tel ref subject name dob address phone mobile email "
    "gp pcp pharmacy insurance work job occupation born kids use paid mobility marketing wants "
    "objective caller reason action actions risk risks options advice disc discussed"
)
"""What a form or a note writes before a colon; never somebody speaking."""

FUNCTION_CAPITALS = _words(
    "the a an i in on at of to for and or but if no not she he they we it this that her his my our "
    "your their was is has had will would can could should may did does do re per with from by"
)
"""Words that a sentence may begin with and a name does not."""

RELATIVE_TIMES = _words(
    "today tonight tomorrow yesterday yday tmrw tmw now later last next this past coming previous "
    "following day days week weeks wk wks month months mth mths year years yr yrs morning afternoon "
    "evening night am pm weekend midweek monday tuesday wednesday thursday friday saturday sunday mon "
    "tue tues wed weds thu thur thurs fri sat sun spring summer autumn fall winter early late mid"
)
"""Words that tell a time from today, and what is kept of a calendar: weekdays and seasons."""
