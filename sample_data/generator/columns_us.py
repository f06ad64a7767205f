"""Every file, sheet and column of the US med spa: `header | key | meaning`, one column a line."""

PATIENTS = """
patient_guid | guid | stable id
Patient Number | number | text: leading zeros, or above 2^53
First Name | first |
Middle Name | middle |
Last Name | last |
Preferred Name | known |
Email | email |
Mobile Phone | mobile |
Home Phone | home |
Work Phone | work |
Birth Date | born | a date cell; text in a few rows
Street Address | street |
Street Address 2 | line2 |
City | city |
Province/State | state |
Postal | zip |
Country | country |
Sex | sex |
Pronouns | pronouns |
Occupation | occupation |
Employer | employer |
Member Since | since |
First Visit | first_visit | 2023-04-01 16:00:00 UTC
Last Visit | last_visit |
Active | active | true, false
Discharged At | discharged |
Deceased At | deceased |
Marketing Email Opt-In | marketing | Yes, No, empty
Family Doctor Name | doctor |
Family Doctor Phone | doctor_phone |
Emergency Contact Name | contact |
Emergency Contact Phone | contact_phone |
Emergency Contact Relationship | contact_relation |
Medical Alert | alert |
"""

APPOINTMENTS = """
id | id | text, above 2^53
state | state | booked, arrived, no_show, cancelled, archived
patient_guid | guid | empty: a break in the schedule
treatment_name | service |
start_at | start | 2023-04-01 16:00:00 UTC
end_at | end |
staff_member_name | staff |
location_name | location |
booked_at | booked |
cancelled_at | cancelled |
cancelled_reason | reason | free text
notes | notes | free text for the front desk
"""

SALES = """
Location | location |
Purchase Date | date | 2023-04-01
Invoice Date | invoiced |
Patient Guid | guid | note the other spelling
Patient | name |
Item | item |
Staff Member | staff |
Payer | payer |
Invoice # | invoice |
Income Category | category |
Details | details |
Status | status | paid, unpaid, partially_paid, no_charge
Subtotal | subtotal | $1,234.50
Sales Tax | tax |
Total | total |
Collected | collected |
Balance | balance |
"""

CHARTS_INDEX = """
Entry # | id |
File | file | a PDF of this archive
patient_guid | guid |
Patient Number | number |
Patient | name |
Chart Template | template |
Author | author |
Entered Date | entered |
Signed Date | signed | empty while a draft
Status | status | draft, signed, amended
Amends Entry # | amends |
"""

INTAKE_INDEX = """
Form # | id |
File | file | a text or PDF form of this archive
patient_guid | guid |
Patient | name |
Form | title |
Completed At | completed | 2023-04-01 16:00:00 UTC
Signed By | signer |
Signed As | capacity | Self, Parent/Guardian, Power of Attorney
"""

NOTES = """
Note # | id |
patient_guid | guid |
Patient Number | number |
Patient | name |
Date | date |
Author | author |
Note Type | kind | Phone, Front Desk, Insurance, Message, Complaint
Note | text | free text
"""

INSURANCE = """
Policy # | id |
patient_guid | guid |
Patient | name |
Insurer | insurer |
Plan | plan |
Member ID | member |
Group # | group |
Policy Holder | holder |
Policy Holder Birth Date | holder_born |
Relationship | relation |
Effective | start |
Expires | end |
"""

_PATIENT = """
patient_guid | guid |
Patient | patient |
"""

BOOK = {
    "Chart notes": f"""
Chart # | id | CH-000001: charts that were typed, not printed to PDF
{_PATIENT}
Date | date |
Chart type | kind | Consult, Treatment, Follow-up, Complication, Photo
Provider | author |
Signed | signed |
Status | status | draft, signed, amended, voided
Addendum to | amends | a Chart #
Chart text | text | free text
""",
    "Injection log": f"""
Line # | id | IL-000001
{_PATIENT}
Date | date |
Procedure | procedure |
Product | product |
Lot # | lot |
Exp. | expiry |
Qty | amount |
Unit | unit |
Area | site |
Laser settings | settings |
Provider | staff |
Done at | place | here, outside
Chart # | note | in Chart notes, or an Entry # of charts.zip
Comments | remarks |
""",
    "Adverse events": f"""
AE # | id | AE-000001
{_PATIENT}
Log line # | treatment |
Date seen | date |
Type | kind | complication, adverse event, result, satisfaction
Description | what |
Grade | severity | mild, moderate, severe
Onset (days) | days |
Management | action |
Resolved? | resolved | Y, N, unknown
Date resolved | resolved_on |
""",
    "Medical history": f"""
Line # | id | MH-000001
{_PATIENT}
Type | type | Condition, Allergy, Medication
Entry | name |
Detail | detail | reaction, dose
Since | since |
Reported | date |
""",
    "Intake answers": f"""
Form # | form |
{_PATIENT}
Form | title |
Date | date |
Question | question |
Answer | answer |
""",
    "Rx log": f"""
Rx # | id |
{_PATIENT}
Date | date |
Drug | medicine |
Strength | strength |
Sig | instructions |
Qty | quantity |
Prescriber | prescriber |
NPI | pin |
Pharmacy | pharmacy |
""",
    "Consents log": f"""
Consent # | id |
{_PATIENT}
Purpose | purpose | treatment, training, quality improvement, photos - training, photos - marketing, e-mail marketing, text marketing, mail marketing, research
Scope | scope |
Status | answer | signed, declined, revoked, not asked
Method | channel |
Version | version |
Signed by | signer |
Signed as | capacity |
Date | date |
Expires | until |
Revoked on | withdrawn |
Comments | remarks |
""",
    "ID checks": f"""
Check # | id |
{_PATIENT}
Date | date |
ID type | document |
ID # | number |
DOB on ID | born |
18+ | adult | Y, N, not checked
SSN on file | ssn | for the few who financed a package
Checked by | staff |
""",
    "Prepaid": f"""
Item # | id |
{_PATIENT}
Kind | type | package, deposit, account credit, gift card
Description | description |
Purchased | date |
Expires | expires |
Sessions left | sessions |
Amount left | value |
""",
    "Surveys": f"""
Response # | id |
{_PATIENT}
Date | date |
Question | question |
Rating | score |
Comment | comments | free text
OK to share | share |
""",
    "Texts and e-mails": f"""
Message # | id |
{_PATIENT}
Sent | at |
Via | channel | text, e-mail, mail
Type | type | reminder, aftercare, follow-up, marketing
To | to |
Subject | subject |
Body | text |
Delivered | delivered |
""",
    "Portal activity": f"""
Event # | id |
{_PATIENT}
Time (UTC) | at |
IP | ip |
Browser | browser |
Device | device |
Page | page |
Cookie | cookie |
Referrer | referrer |
""",
    "Photo log": f"""
Photo # | id |
{_PATIENT}
File | file | in files/
Taken | date |
View | view |
Stage | stage | before, after
Log line # | treatment |
Taken by | staff |
Training OK | consent | Y, N, not asked
""",
    "Record holds": f"""
Hold # | id |
{_PATIENT}
Type | status | complaint, legal hold, restriction, objection, deceased
Since | date |
Until | until |
Reason | reason |
""",
    "Family": """
patient_guid | guid |
Related patient_guid | other |
Relation | relation |
""",
    "Disclosures": f"""
Disclosure # | id |
{_PATIENT}
Date | date |
Sent to | recipient |
What | what |
Why | why |
Method | method |
""",
    "Providers": """
Initials | initials |
Name | name |
Goes by | known |
Title | role |
License # | registration |
E-mail | email |
Phone | phone |
Home address | address |
ZIP | postcode |
Hired | started |
Left | left |
patient_guid | guid | where a provider is a patient too
""",
    "Menu": """
Service | name |
Category | category |
Minutes | minutes |
Price | price |
Deposit | deposit |
""",
    "Formulary": """
Product | name |
Maker | maker |
Kind | kind |
Unit | unit |
""",
    "Sites": """
Location | name |
Address | address |
City | town |
ZIP | postcode |
Phone | phone |
""",
}
