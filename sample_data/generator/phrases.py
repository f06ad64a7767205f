"""What the notes are made of: `{a|b}` chooses, `<slot>` is filled; `full` for prose, `short` for fragments."""

Bank = dict[str, list[str]]

FULL: Bank = {
    "open_consultation": [
        "{I met|Today I met|This was my first meeting with} <first>, {a|who is a} <age> year old <job>{, who found us through <relative>|, referred by <relative>| who has been reading about us online for months}.",
        "<title_name> {came in|attended} for a first consultation about <service_low>. {She|They} asked to be called <spoken>.",
        "New client consultation for <spoken>, aged <age>. <pronoun> works as a <job> at <employer> and {spends all day on camera|is on <pronoun_their> feet from seven|does nights|has a big event coming up}.",
        "<spoken> (<age>) is thinking about <service_low>. <relation_cap> <relative_first> had the same with <staff_last> and {was thrilled|has not stopped talking about it|looks ten years younger, apparently}.",
    ],
    "open_treatment": [
        "<spoken> {returned|came back|was in} today for <service_low>{, last seen <past_date>| as planned on <past_date>|}.",
        "<title_name> attended for <service_low>. {No change in health since last time|Health questionnaire gone through again, nothing new|Tells me <pronoun_low> has started magnesium and nothing else}.",
        "Visit <visit_no> for <service_low>. <spoken> {drove over from <neartown>|was dropped off by <relative_first>|came straight from <employer>} and {had about an hour|was not in a hurry|needed to be away by half past}.",
        "Pleasant appointment with <spoken>, who is now <age>{ and newly retired| and has just moved to <street>| and starting at <employer> next month|}.",
    ],
    "open_review": [
        "{Two-week review|Review} of <spoken> after <service_low>. {Delighted|Pleased overall|Happy but would like a touch more|Neutral, expected more}.",
        "I reviewed <title_name> today{ together with <relative>|}. {Result even at rest and in movement|Symmetrical, soft, natural|A little residual movement laterally, left alone}. Satisfaction <score> out of 10.",
    ],
    "open_complication": [
        "<spoken> {was seen urgently|was brought in by <relative_first>|came in without an appointment} with <mishap> after <service_low> on <past_date>.",
        "Complication review. <title_name>, <age>, developed <mishap> {<days> days|on day <days>} after <product_or_device>. {Rang us from work at <employer>|Sent pictures from <email> the night before|<relative_first> rang the emergency line first}.",
    ],
    "history": [
        "Past history: <told>. {Takes|Medication:|On} <medicines>. Allergies: <reacts_to>.",
        "Health form: <told>; medicines <medicines>; allergies <reacts_to>. {Eats well|Sleeps badly|Drinks at weekends}, smoking: <smoker>.",
        "<pronoun> sees <gp> at <surgery>, who {knows about this|does not need to know, <spoken> says|wrote on <past_date> to say bloods were fine}. {Cold sores once a year|No cold sores|Bruises like a peach|Heals well, no keloid}.",
        "Previous treatment: {filler in the lips at <otherclinic> in 2021, product unknown|toxin at <otherclinic> in <othertown>, every four months|a course of peels elsewhere|none at all}. {Records asked for|No records available|They will not release the lot numbers}.",
    ],
    "exam": [
        "On examination Fitzpatrick <fitz>, {good elasticity|mild laxity at the jowl|early solar lentigines|thin lower lid skin}. {Glogau II|Merz 2 for the nasolabial folds|Static lines at the glabella|Marionette lines more on the left}. {No asymmetry to speak of|Left brow sits 2 mm higher|Right cheek flatter since the dental work|Old chickenpox scar by the temple}.",
        "Skin type <fitz>. {No active acne or infection|One settled spot on the chin, avoided|Slight telangiectasia}. {Capillary refill brisk|Palpated facial artery and stayed medial|Cranial nerves normal}.",
    ],
    "procedure": [
        "Treated <sites_text> with <product> <dose_text>{, batch <lot>, expiry <expiry>| (lot <lot>, exp <expiry>)|, lot number <lot>}. {Chlorhexidine prep|Skin cleaned twice}, {30G needle|25G cannula, entry point lateral|32G, aspirated throughout}. {No blanching|One small bleed, pressed|Tolerated very well, pain 2 of 10}.",
        "<product> was used: <dose_text>. Lot <lot>, in date to <expiry>. {Slow injection, small aliquots|Linear threading|Bolus on bone|Serial puncture} at the <sites_text>. {Massaged|Moulded|Ice for five minutes}.",
    ],
    "procedure_device": [
        "Settings: <settings>. Areas: <sites_text>. {Test patch done on <past_date>, clear|Endpoint perifollicular oedema|Endpoint mild erythema|Eye shields in}. {Cooling air on full|Contact cooling|Chilled gel}. {Comfortable|Spicy in places, settled|Needed two breaks}.",
    ],
    "no_procedure": [
        "We {talked through|discussed at length} <service_low>, the {alternatives|option of doing nothing}, cost <price>, risks including bruising, infection and {vascular occlusion|burns|asymmetry}. {Written information given|Leaflet e-mailed to <email>|Cooling-off period explained}.",
        "Expectations {are realistic|need another conversation|were driven by a filter app}. {No red flags for BDD|COPS score low|Asked to bring an old photograph}.",
    ],
    "course_of_trouble": [
        "Findings: <mishap>, <severity>, {over the <site>|worst at the <site>|limited to the <site>}. {Photographs taken|Measured and drawn on the chart|Ultrasound done with <staff_last>}. Managed with <action>. {Insurer informed|Discussed with <staff_name>|Wrote to <gp> at <surgery>}.",
        "{Onset|It began} <days> days after treatment. Product <product_or_device>{, lot <lot>|}. Action: <action>. {Reviewed daily by video|Told to ring <clinic_phone> at any hour|Given my number}. <resolution>",
    ],
    "social": [
        "<relation_cap> <relative> {will drive|is picking up the children|has the same birthday, <birthday>|is having knees done at <hospital>}. {Best to ring on <phone>|Do not leave messages on <phone>, shared with <relative_first>|New e-mail is <email>}.",
        "{Wedding of <relation> <relative_first> on <next_date> in <othertown>|Flying to <othertown> on <next_date>|Fortieth party at the golf club on <next_date>}, so {nothing new for a fortnight before|must be settled by then|photographs matter}.",
        "Parked in the doctor's bay, plate <plate>{ - asked reception to note it|, apologised}. {Instagram is <handle>|Posts as <handle>, no tags of us please}.",
        "{She manages|He manages|Manages} the desk at <employer>{ with <relative_first>|}; {colleagues must not know|half the office comes here now|<staff_first>'s cousin works there too}.",
        "Lives at <street>, <city>{ <postcode>|}; {happy with letters|no letters, please|moved there in <month_name>}.",
        "Emergency contact is <relation> <relative> on <relative_phone>.",
        "Date of birth checked against {passport|driving licence}: <birthday_full>.",
        "",
        "",
    ],
    "plan": [
        "Plan: {review in two weeks|see again on <next_date>|top-up if needed after day 14|next session in <weeks> weeks}. Aftercare {given verbally and by text|e-mailed|sheet signed}. {SPF daily|No gym for 24 hours|Arnica suggested|Sleep on two pillows}.",
        "{To rebook with <staff_name>|Will ring to book|Booked for <next_date> at {10.15|half two|6 pm}}. {Paid in full|Deposit <price> taken|Package, one session left|Balance due at review}.",
        "Discharged to routine follow-up{, back around <month_name>|}. {Knows the warning signs|Emergency number given}.",
    ],
}

SHORT: Bank = {
    "open_consultation": [
        "{new pt|NP|1st cons} <spoken>, <age>, <job>. {wants|asking re|keen on} <service_low>. {ref'd by <relative_first>|saw us on insta <handle>|walk in}",
        "<initials> cons - <service_low>. <age>y, <job> @ <employer>",
        "cons <last>, <first>. dob <birthday_full>. {c/o tired look|c/o lines|wants 'fresh not frozen'|bring down bump}",
    ],
    "open_treatment": [
        "<spoken> {in for|back for|here for} <service_low>. {no changes to mhx|mhx same|mhx updated - see form}",
        "<service_low> #<visit_no>. {last tx <past_date>|prev <past_date> ok|}",
        "<last_initial>. <service_low>, {running late from <employer>|w/ <relative_first> in tow|lovely as ever}",
    ],
    "open_review": [
        "2/52 r/v <service_low>. {v happy|ok|wants more|cant see diff}. <score>/10",
        "<spoken> rv post <past_date>. {sym, no top up|slight R>L, leave|added 2u lat}",
    ],
    "open_complication": [
        "URGENT <spoken> - <mishap>, {day|d}<days> post <service_low>. {<relative_first> rang|came straight in|sent pics}",
        "<mishap> f/u, tx was <past_date>. <first> {anxious|calm|upset but reasonable}",
    ],
    "history": [
        "pmh <told>. meds <medicines>. {all|allergies} - <reacts_to>",
        "gp <gp>, <surgery>. {prev tox @ <otherclinic>|never had tx|lips done <otherclinic> 2022 - lumpy|had laser in <othertown>, burnt}",
        "smoker - <smoker>. {skin prep ok|no recent sun|ate breakfast}",
    ],
    "exam": [
        "fitz <fitz>. {gd skin|mild laxity|static lines gl 2|asym L brow +2mm|thin lids}",
        "o/e {nad|no infection|2 healing spots chin, avoid|crt <2s}. {photos done|pics x5}",
    ],
    "procedure": [
        "<product> <dose_text> - <sites_text>. lot <lot> exp <expiry>. {30g|32g|25g cann}. {no probs|tol well|1 bleed|wee bruise L}",
        "<product> {bn|lot|LOT#} <lot> ({exp|x} <expiry>). <dose_text>. sites <sites_text>. {ice|arnica}",
    ],
    "procedure_device": [
        "<settings>. <sites_text>. {pt <past_date> clear|patch ok}. {mild ery|PFE ++|bit hot shins}. {spf|aloe}",
    ],
    "no_procedure": [
        "risks/benefits/alts incl vo, infxn, asym. <price>. {wants to think|booked|cooling off 2/52|bring hubby <relative_first>}",
    ],
    "course_of_trouble": [
        "<mishap> @ <site>, <severity>. rx <action>. {d/w <staff_first>|pics sent to <staff_last>|gp letter to <gp>}. lot <lot>. <resolution>",
        "<action>. {crt back 2s|flat now|less red|no worse}. {daily pics to <clinic_phone>|r/v 48h}. <resolution>",
    ],
    "social": [
        "{ring|call|txt} <phone> {after 4|not b4 10|only - ex has other phone}",
        "<relation> <relative> {picking up|also booked|wants same}",
        "email now <email>",
        "plate <plate> {in dr bay|blocking bins}",
        "off to <othertown> <next_date>",
        "{works|started} @ <employer>{ - keep hush|}",
        "nok <relative> <relative_phone>",
        "insta <handle>",
        "",
        "",
    ],
    "plan": [
        "{r/v 2/52|rtc <weeks>/52|see <next_date>|prn}. {ac given|aftercare txt'd}. {paid|dep taken|pkg -1}",
        "next <next_date> w/ <staff_first>. {spf|no gym 24h|no makeup tonight}",
        "{will call|rebook <month_name>}. {happy|all good|tbc}",
    ],
}

DESK: Bank = {
    "reception": [
        "<spoken> {left umbrella|forgot glasses|left a scarf|phone charger left} in room <room>. {Rang <phone>, no answer|<relative_first> will collect|Collected <next_date>}.",
        "{Deposit|Balance} <price> {taken over the phone|still owing|refunded to card}. {<spoken> not best pleased|Ok with that|<staff_first> agreed it}.",
        "{Late again|No show|Cancelled at the door}, {traffic|childcare|forgot}. {Charged|Not charged, first time}. Rebooked <next_date> with <staff_first>.",
        "<title_name> wants letters sent to <street> not <employer>.",
        "{Address changed|Moved}: <street>, <city> <postcode>. {Told system|Please update}.",
    ],
    "phone": [
        "TC {from|with} <spoken> on <phone>: {swelling, told normal|wants earlier slot|asking price of <service_low>|bruise bigger, sent pic}. {Call back <next_date>|<staff_first> to ring|Sorted}.",
        "<relative> ({client's <relation>|<relation>}) rang from <relative_phone> about <first>'s {appointment|bill|swelling}. {No information given|Permission on file|Said we cannot discuss}.",
        "{Practice nurse|Receptionist} at <surgery> rang for <staff_last> re <title_name>, dob <birthday_full>. {Wants copy of letter|INR result|Asked us to hold off}.",
        "Message from <employer> HR, {asking if <first> attended|not answered|told to put it in writing}.",
        "Voicemail {06:52|18:40|lunch}: '<spoken> here, <phone_words>, {can I move <next_date>|it is still numb|thank you so much}'.",
    ],
    "message": [
        "<time1> in: hi its <spoken> {can i come <next_date> instead|is it normal to itch|what was the cream called}\n<time2> out: {of course|totally normal for 48h|yes lovely} {x|😊|- <staff_first>}\n<time3> in: {thx!!|ok ty|my <relation> <relative_first> wants in too 😂|use <email> pls new phone}",
        "<time1> out: Hi <first>, {reminder|just checking in} after <service_low>, {any problems|how is it}? <staff_first>\n<time2> in: {all good 🙌|bit bruised|love it ❤️|left side droopy??}\n<time3> out: {great|pop in <next_date>|send a pic to <clinic_phone>}",
        "From: <email>\nSubject: {my appointment|question|refund?}\nHi <staff_first>, {please move me from <next_date>|I had a reaction|may I have my records}. {Kind regards|Thanks|Best} <name>\n<phone>",
    ],
    "insurance": [
        "{Letter from|Call with} insurer re <title_name>, claim <claim>, dob <birthday_full>. {Records requested from <past_date>|Authorisation pending|Declined as cosmetic}. {Fax|Ref} <relative_phone>.",
    ],
    "complaint": [
        "Complaint received <past_date> from <name>, <street>, <city> <postcode>: {unhappy with|says burnt by|asks refund of <price> for} <service_low>. Acknowledged to <email>. {<staff_name> to reply within 20 days|Indemnity told, ref <claim>|Solicitor copied in}.",
        "{Second letter|Call} about the complaint. <relation_cap> <relative> {shouted|was polite|recorded the call}. {Offered review with <staff_name>|Nothing to be said without insurer}. Ring <phone> after 5.",
    ],
    "photo": [
        "{Before|After}: <service_low>, <site>, {left oblique|frontal|right profile}, <past_date>. {Same light|Hair tied back|No make-up}. <initials>",
        "Photo set {1|2|3}: <plain_name>_<site_low>.jpg taken by <staff_first> <past_date>, {tattoo '<relative_first>' visible on neck|no marks|earrings out}.",
    ],
}
