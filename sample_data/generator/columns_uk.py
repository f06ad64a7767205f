"""Every file, sheet and column of the UK clinic: `header | key | meaning`, one column a line."""

CONTACTS = """
First Name | first | as typed by the client or reception
Last Name | last |
Email 1 | email1 | main e-mail
Email 2 | email2 | second e-mail, seldom filled
Phone 1 | phone1 | mobile, in many spellings and with spreadsheet escapes
Phone 2 | phone2 | other phone, seldom filled
Address 1 - Type | a_type | Home, or empty
Address 1 - Street | a_street |
Address 1 - Street Line 2 | a_line2 |
Address 1 - City | a_city |
Address 1 - State/Region | a_region | county
Address 1 - Zip | a_zip | postcode
Address 1 - Country | a_country |
Address 2 - Type | b_type | Work, seldom filled
Address 2 - Street | b_street |
Address 2 - Street Line 2 | b_line2 |
Address 2 - City | b_city |
Address 2 - State/Region | b_region |
Address 2 - Zip | b_zip |
Address 2 - Country | b_country |
Company | company | employer
Labels | labels | comma list; holds VIP, Complaint open, Deceased and so on
Created At (UTC+0) | created | 2026-01-01 00:00:00
Email subscriber status | email_status | Subscribed, Unsubscribed, Never subscribed
SMS subscriber status | sms_status | the same three words
Last Activity | activity | what the contact did last
Last Activity Date (UTC+0) | activity_at |
Source | source |
Language | language |
Birthdate | born | custom field; full, partial (--05-17, 1984), impossible or empty
Client ref | ref | custom field; GC-0001, the key of the clinic's own book; some rows lack it
Known as | known | custom field; preferred name
Gender | gender | custom field
Pronouns | pronouns | custom field
NHS number | nhs | custom field
Occupation | occupation | custom field
Record status | status | custom field; Active, Deceased, Complaint open, Legal hold, Restricted, Objects
Status since | status_since | custom field; date of the status
Allergy alert | alert | custom field
Favourite tea | tea | custom field that no table has a place for
"""

BOOKINGS_A = """
Booking Start Time | start | 10/30/2024, 10:00 AM; local time, no zone
Booking End Time | end | likewise
First Name | first |
Last Name | last |
Email | email |
Phone | phone |
Service Name | service |
Service Type | type | Appointment or Class
Staff Member | staff |
Duration | duration | 45 min or 1 hr 30 min
Booking Status | status | Confirmed, Canceled, Pending, Declined
Payment Status | paid | Paid, Not Paid, Partially Paid
Order Number | order |
Order Total | total | with the currency sign
Anything we should know before your visit? | know | booking-form question, free text
Have you had this treatment elsewhere? | elsewhere | booking-form question, free text
How did you hear about us? | heard | booking-form question, free text
"""

BOOKINGS_B = """
Session date | day | 2024-10-30
Start time | time | 14:30; local time, no zone
Registration date | registered | 2024-10-02
Booking contact name | name | first and last name in one cell
Booking contact email | email |
Booking contact phone | phone | may begin with an apostrophe
Client address | address | one line
Spots filled | spots |
Duration | duration | 1h, 30m or 45m
Service name | service |
Service type | type |
Staff name | staff |
Booking status | status |
Attendance status | attendance | Attended, Checked-In, No-Show, not specified
Payment status | paid |
"""

_CLIENT = """
Client ref | ref | GC-0001; a few rows lack it
E-mail | email | the client's main e-mail
"""

_MESSAGES = f"""
Message no. | id | MS-000001
{_CLIENT}
Sent at | at | 17/03/2024 09:30, local time
Channel | channel | SMS, E-mail, WhatsApp, Letter
Type | type | Reminder, Aftercare, Follow-up, Marketing, Birthday
To | to | number or address it went to
Subject | subject |
Text | text | what was written
Delivered | delivered | Yes, No
"""

BOOK = {
    "Treatment notes": f"""
Note no. | id | TN-000001
{_CLIENT}
Client | name | full name; the only key of a few rows, together with Mobile
Mobile | phone |
Date of note | date | a date cell; in a few rows text in another order
Kind of note | kind | Consultation, Treatment, Follow-up, Complication, Phone call, Message, Reception, Complaint, Insurance, Photo caption
Written by | author | a name or initials, see Staff
Signed on | signed | empty while a draft
Status | status | Draft, Signed, Amended, Voided
Corrects note | amends | a Note no.
Note | text | free text
""",
    "Treatments": f"""
Treatment no. | id | TR-000001
{_CLIENT}
Date of treatment | date |
What was done | procedure |
Product | product |
Lot no. | lot |
Expiry | expiry | 03/2026
Amount | amount | a number
Unit | unit | units, Speywood units, ml, vials, threads, shots, pulses, passes, J/cm2
Site | site |
Device settings | settings |
Injector | staff |
Where | place | Here, or Elsewhere: what the client had at another clinic
Note no. | note | the note that tells of it
Remarks | remarks |
""",
    "Outcomes": f"""
Outcome no. | id | OC-000001
{_CLIENT}
Treatment no. | treatment |
Seen on | date |
Kind | kind | Complication, Adverse event, Result, Satisfaction
What happened | what |
Severity | severity | Mild, Moderate, Severe
Days after | days |
What we did | action |
Resolved | resolved | Yes, No, Unknown
Resolved on | resolved_on |
""",
    "Medical questionnaires": f"""
Form no. | form | MQ-000001, the same for each question of one form
{_CLIENT}
Form | title |
Completed on | date |
Question | question |
Answer | answer |
""",
    "Conditions": f"""
Entry no. | id | CN-000001
{_CLIENT}
Condition | name |
Since | since | a year, a month or empty
Current | current | Yes, No
Contraindication | contra | Yes, No
Told us on | date |
""",
    "Allergies": f"""
Entry no. | id | AL-000001
{_CLIENT}
Allergic to | name |
Reaction | reaction |
Severity | severity |
Told us on | date |
""",
    "Medication": f"""
Entry no. | id | MD-000001
{_CLIENT}
Medicine | name |
Dose | dose |
For | reason |
Since | since |
Stopped | stopped |
""",
    "Prescriptions": f"""
Rx no. | id | RX-000001
{_CLIENT}
Date | date |
Medicine | medicine |
Strength | strength |
Dose and instructions | instructions |
Quantity | quantity |
Prescriber | prescriber |
Prescriber PIN | pin | professional registration
Pharmacy | pharmacy |
""",
    "Consents": f"""
Consent no. | id | CO-000001
{_CLIENT}
Purpose | purpose | Treatment, Training, Service improvement, Photos for training, Photos for promotion, Marketing e-mail, Marketing SMS, Marketing post, Research
What for | scope |
Answer | answer | Yes, No, Withdrawn, Not asked
How | channel | Paper form, Tablet, E-mail, Phone, Website
Form version | version |
Signed by | signer | name
Signing as | capacity | Self, Parent, Power of attorney
Signed on | date | may be empty
Valid until | until |
Withdrawn on | withdrawn |
Remarks | remarks |
""",
    "ID and age checks": f"""
Check no. | id | ID-000001
{_CLIENT}
Checked on | date |
Document | document | Passport, Driving licence, PASS card
Document no. | number |
Birth date on document | born |
Over 18 | adult | Yes, No, Not checked
Checked by | staff |
""",
    "Emergency contacts": f"""
{_CLIENT}
Contact name | name |
Relationship | relation |
Phone | phone |
May be told about treatment | told | Yes, No
""",
    "Family links": """
Client ref | ref |
Related client ref | other | another client
Relation | relation | Mother, Sister, Twin, Partner, ...
""",
    "GP and third parties": f"""
{_CLIENT}
Name | name |
Organisation | organisation |
Relation | relation | GP, Dentist, Dermatologist, Solicitor, Referrer
Phone | phone |
Address | address |
""",
    "Disclosures": f"""
Disclosure no. | id | DS-000001
{_CLIENT}
Date | date |
Sent to | recipient |
What | what |
Why | why |
Method | method |
""",
    "Payments": f"""
Receipt no. | id | RC-000001
{_CLIENT}
Date paid | date |
For | item |
Amount (£) | amount | a number; in a few rows text with sign and comma
Method | method | Card, Cash, Bank transfer, Voucher, Package
Card ending | card | four digits
Refunded (£) | refunded |
Remarks | remarks |
""",
    "Prepaid balances": f"""
Balance no. | id | PB-000001
{_CLIENT}
Type | type | Package, Deposit, Credit, Gift voucher
Description | description |
Bought on | date |
Expires | expires |
Sessions left | sessions |
Value left (£) | value |
""",
    "Feedback": f"""
Response no. | id | FB-000001
{_CLIENT}
Answered on | date |
Question | question |
Score (1-10) | score |
Comments | comments | free text
May we share? | share | Yes, No, empty
""",
    "Messages sent": _MESSAGES,
    "Web activity": """
Visit no. | id | WA-000001
E-mail | email | of the signed-in member, may be empty
When (UTC) | at | 2024-03-17 09:30:05
IP address | ip |
Browser | browser |
Device | device |
Page | page | with its query string
Cookie id | cookie |
Referrer | referrer |
""",
    "Photos index": f"""
Photo no. | id | PH-000001
{_CLIENT}
File name | file | in photos/
Taken on | date |
View | view |
Before or after | stage |
Treatment no. | treatment |
Taken by | staff |
Consent for training | consent | Yes, No, Not asked
""",
    "Documents index": f"""
Document no. | id | DC-000001
{_CLIENT}
File name | file | in documents/
Title | title |
Signed on | date |
Pages | pages |
Remarks | remarks |
""",
    "Staff": """
Initials | initials | ids in this clinic; what notes are signed with
Name | name |
Known as | known |
Role | role |
Registration no. | registration |
E-mail | email |
Phone | phone |
Home address | address |
Postcode | postcode |
Started | started |
Left | left |
Client ref | ref | where a member of staff is a client too
""",
    "Services": """
Service | name |
Category | category |
Minutes | minutes |
Price (£) | price |
Deposit (£) | deposit |
""",
    "Products": """
Product | name |
Maker | maker |
Kind | kind |
Unit | unit |
""",
    "Locations": """
Location | name |
Address | address |
Town | town |
Postcode | postcode |
Phone | phone |
""",
}

MESSAGES_UTF16 = _MESSAGES

PRICE_LIST_2016 = """
Service | name |
Price in £ | price | 1.234,50 and other habits of that year
Remarks | remarks |
"""

OUTCOMES_JSONL = """
outcome_id | id | OJ-000001
client_ref | ref |
treatment_no | treatment | a Treatment no. of the book
seen_on | date | 2024-03-17
kind | kind | Result, Satisfaction
description | what |
score | score | 1 to 10, or null
severity | severity | null here
days_after | days |
done | action |
resolved | resolved | true, false, null
"""
