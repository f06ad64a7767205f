"""Made-up entries in each platform's own fields, with more than a page of each, and what becomes of them."""

NAMES = (("Ines", "Marsh"), ("Tomas", "Quill"), ("Wren", "Vale"))
DAYS = ("2024-05-01", "2024-05-20", "2025-11-02")


def each(make):
    return [make(number, *NAMES[number], DAYS[number]) for number in range(3)]


def email(number):
    return f"p{number}@oddment.example"


def phone(number):
    return f"+44770090000{number}"


SQUARE = {
    "customers": each(
        lambda n, first, last, day: {
            "id": f"C{n}",
            "created_at": f"{day}T08:00:00Z",
            "updated_at": f"{day}T08:00:00Z",
            "given_name": first,
            "family_name": last,
            "nickname": first,
            "company_name": "Loom",
            "email_address": email(n),
            "phone_number": phone(n),
            "birthday": "0000-05-17" if n else "1984-05-17",
            "reference_id": f"R{n}",
            "note": "likes tea",
            "version": 3,
            "preferences": {"email_unsubscribed": n == 1},
            "creation_source": "IMPORT",
            "group_ids": ["g"],
            "segment_ids": [],
            "address": {
                "address_line_1": "1 Snicket",
                "address_line_2": "",
                "locality": "Oxenby",
                "postal_code": "YO33 5ZZ",
                "administrative_district_level_1": "York",
                "country": "GB",
            },
        }
    ),
    "locations": [
        {
            "id": "L1",
            "name": "Harbour",
            "status": "ACTIVE",
            "country": "GB",
            "currency": "GBP",
            "timezone": "Europe/London",
            "address": {"address_line_1": "2 Quay"},
            "phone_number": phone(9),
        }
    ],
    "team_member_booking_profiles": [
        {
            "team_member_id": "T1",
            "display_name": "Robin Quill",
            "is_bookable": True,
            "description": "Nurse",
        }
    ],
    "bookings": each(
        lambda n, first, last, day: {
            "id": f"B{n}",
            "version": 1,
            "status": ("ACCEPTED", "CANCELLED_BY_CUSTOMER", "NO_SHOW")[n],
            "created_at": f"{day}T08:00:00Z",
            "updated_at": f"{day}T08:00:00Z",
            "start_at": f"{day}T10:00:00Z",
            "location_id": "L1",
            "customer_id": f"C{n}",
            "customer_note": "door",
            "seller_note": "",
            "all_day": False,
            "source": "API",
            "transition_time_minutes": 5,
            "location_type": "BUSINESS_LOCATION",
            "creator_details": {"creator_type": "CUSTOMER", "customer_id": f"C{n}"},
            "appointment_segments": [
                {
                    "duration_minutes": 45,
                    "service_variation_id": "V1",
                    "team_member_id": "T1",
                    "service_variation_version": 2,
                    "any_team_member": False,
                    "intermission_minutes": 0,
                    "resource_ids": [],
                }
            ],
        }
    ),
}
ZENOTI = {
    "centers": [{"id": "Z1", "code": "H", "name": "Harbour", "display_name": "Harbour Clinic"}],
    "guests": each(
        lambda n, first, last, day: {
            "id": f"G{n}",
            "code": f"N{n}",
            "center_id": "Z1",
            "center_name": "Harbour",
            "created_date": f"{day}T08:00:00",
            "personal_info": {
                "user_name": email(n),
                "first_name": first,
                "middle_name": "",
                "last_name": last,
                "email": email(n),
                "mobile_phone": {"country_code": 225, "number": phone(n)},
                "gender": 0,
                "date_of_birth": "1984-05-17T00:00:00",
                "is_minor": False,
                "nationality_id": -1,
                "anniversary_date": None,
            },
            "address_info": {
                "address_1": "1 Snicket",
                "address_2": "",
                "city": "Oxenby",
                "country_id": 225,
                "state_id": -2,
                "zip_code": "YO33 5ZZ",
            },
            "preferences": {
                "receive_transactional_email": True,
                "receive_transactional_sms": True,
                "receive_marketing_email": n == 0,
                "receive_marketing_sms": False,
                "recieve_lp_stmt": True,
            },
            "tags": [],
            "referral": None,
            "primary_employee": None,
        }
    ),
    "appointments": each(
        lambda n, first, last, day: {
            "appointment_id": f"A{n}",
            "guest": {"id": f"G{n}"},
            "therapist": {"first_name": "Robin", "last_name": "Quill"},
            "service": {"name": "Lip filler"},
            "start_time_utc": f"{day}T10:00:00",
            "end_time_utc": f"{day}T10:45:00",
            "status": (1, -1, -2)[n],
            "notes": "door",
        }
    ),
}
PHOREST = {
    "branches": [
        {
            "branchId": "b1",
            "name": "Harbour",
            "timeZone": "Europe/London",
            "streetAddress1": "2 Quay",
            "city": "Oxenby",
            "postalCode": "YO33",
        }
    ],
    "staffs": [
        {
            "staffId": "s1",
            "firstName": "Robin",
            "lastName": "Quill",
            "staffCategoryName": "Nurse",
            "email": "r@oddment.example",
            "archived": False,
        }
    ],
    "clients": each(
        lambda n, first, last, day: {
            "clientId": f"c{n}",
            "version": 2,
            "firstName": first,
            "lastName": last,
            "email": email(n),
            "mobile": phone(n),
            "landLine": "",
            "linkedClientMobile": None,
            "linkedClientId": None,
            "gender": "FEMALE",
            "birthDate": "1984-05-17",
            "address": {
                "streetAddress1": "1 Snicket",
                "streetAddress2": "",
                "city": "Oxenby",
                "state": "",
                "postalCode": "YO33 5ZZ",
                "country": "GB",
            },
            "clientCategoryIds": [],
            "notes": "likes tea",
            "archived": n == 2,
            "banned": False,
            "deleted": False,
            "mergedToClientId": None,
            "externalId": f"X{n}",
            "photoUrl": "https://pictures.example/1",
            "preferredStaffId": None,
            "creatingBranchId": "b1",
            "clientSince": day,
            "firstVisit": day,
            "lastVisit": day,
            "createdAt": f"{day}T08:00:00Z",
            "updatedAt": f"{day}T08:00:00Z",
            "smsMarketingConsent": n == 0,
            "emailMarketingConsent": None,
            "smsReminderConsent": True,
            "emailReminderConsent": True,
        }
    ),
    "appointments": each(
        lambda n, first, last, day: {
            "appointmentId": f"a{n}",
            "version": 1,
            "branchId": "b1",
            "bookingId": "k",
            "clientId": f"c{n}",
            "staffId": "s1",
            "serviceId": "v1",
            "serviceName": "Lip filler",
            "appointmentDate": day,
            "startTime": "10:00:00",
            "endTime": "10:45:00",
            "state": ("BOOKED", "PAID", "BOOKED")[n],
            "activationState": ("ACTIVE", "ACTIVE", "CANCELED")[n],
            "confirmed": False,
            "deleted": False,
            "price": "120.00",
            "depositAmount": "0",
            "groupBookingId": None,
            "source": "IN_HOUSE",
            "notes": "door",
            "createdAt": f"{day}T08:00:00Z",
            "updatedAt": f"{day}T08:00:00Z",
        }
    ),
}
PABAU = {
    "clients": each(
        lambda n, first, last, day: {
            "details": {
                "id": 100 + n,
                "custom_id": f"K{n}",
                "first_name": first,
                "last_name": last,
                "DOB": "1984-05-17",
                "gender": "Female",
                "avatar": "https://pictures.example/1",
                "source": ["Friend"],
                "last_updated_date": f"{day} 08:00:00",
                "is_active": 1,
            },
            "communications": {
                "email": email(n),
                "phone": "",
                "mobile": phone(n),
                "opt_in_email": 1,
                "opt_in_phone": 1,
                "opt_in_post": 0,
                "opt_in_sms": 0,
                "opt_in_newsletter": 1,
            },
            "address": {
                "mailing_street": "1 Snicket",
                "other_street": "",
                "mailing_city": "Oxenby",
                "mailing_county": "York",
                "mailing_country": "United Kingdom",
                "MailingPostal": "YO33 5ZZ",
            },
            "created": {"created_date": f"{day} 08:00:00", "owner": "desk"},
            "client_insights": [],
        }
    ),
    "appointments": each(
        lambda n, first, last, day: {
            "client": [
                {
                    "id": 100 + n,
                    "customer_name": f"{first} {last}",
                    "Mobile": phone(n),
                    "Email": email(n),
                }
            ],
            "service": [{"service_id": 5, "service": "Lip filler", "price": "120.00"}],
            "dates": {
                "start_date": day,
                "start_time": "10:00",
                "end_date": day,
                "end_time": "10:45",
                "duration": "45",
            },
            "details": {
                "appointment_status": ("Complete", "Cancel", "No Show")[n],
                "color": "red",
                "notes": "door",
                "create_date": f"{day} 08:00:00",
                "created_by": "desk",
                "last_updated": f"{day} 09:00:00",
            },
        }
    ),
}
ACUITY_VISITS = each(
    lambda n, first, last, day: {
        "id": 54321 + n,
        "firstName": first,
        "lastName": last,
        "phone": phone(n),
        "email": email(n),
        "date": "in words",
        "time": "10:00am",
        "endTime": "10:45am",
        "dateCreated": "in words",
        "datetime": f"{day}T10:00:00+0100",
        "price": "120.00",
        "paid": "no",
        "amountPaid": "0.00",
        "type": "Lip filler",
        "appointmentTypeID": 1,
        "addonIDs": [1],
        "classID": None,
        "category": "",
        "duration": "45",
        "calendar": "Robin Quill",
        "calendarID": 27238,
        "canClientCancel": False,
        "canClientReschedule": False,
        "location": "Harbour",
        "certificate": None,
        "confirmationPage": "https://acuityscheduling.com/schedule.php?secret=1",
        "formsText": "Pregnant: no",
        "notes": "door",
        "timezone": "Europe/London",
        "noShow": n == 1,
        "forms": [],
        "labels": [{"id": 3, "name": "Completed", "color": "pink"}],
    }
)
ACUITY = {
    "clients": each(
        lambda n, first, last, day: {
            "firstName": first,
            "lastName": last,
            "phone": phone(n),
            "email": email(n),
            "notes": "likes tea",
        }
    ),
    "appointments": ACUITY_VISITS[:2],
    "canceled": ACUITY_VISITS[2:],
}
SEMBLE = {
    "patients": each(
        lambda n, first, last, day: {
            "id": f"p{n}",
            "title": "Ms",
            "status": "",
            "firstName": first,
            "lastName": last,
            "birthName": None,
            "dob": "1984-05-17",
            "gender": "female",
            "sex": "F",
            "email": email(n),
            "occupation": "weaver",
            "comments": "likes tea",
            "onHold": False,
            "archived": n == 2,
            "phones": [{"phoneType": "Mobile", "phoneNumber": phone(n)}],
            "createdAt": f"{day}T08:00:00Z",
            "updatedAt": f"{day}T08:00:00Z",
            "address": {
                "address": "1 Snicket",
                "city": "Oxenby",
                "postcode": "YO33 5ZZ",
                "country": "GB",
            },
        }
    ),
    "bookings": each(
        lambda n, first, last, day: {
            "id": f"b{n}",
            "start": f"{day}T10:00:00Z",
            "end": f"{day}T10:45:00Z",
            "deleted": n == 2,
            "comments": "door",
            "patient": {"id": f"p{n}"},
            "doctor": {"id": "d1", "fullName": "Robin Quill"},
            "location": {"name": "Harbour"},
            "appointmentType": {"title": "Lip filler"},
            "createdAt": f"{day}T08:00:00Z",
            "updatedAt": f"{day}T08:00:00Z",
        }
    ),
}
MINDBODY = {
    "Clients": each(
        lambda n, first, last, day: {
            "UniqueId": 900 + n,
            "Id": f"BAR{n}",
            "FirstName": first,
            "MiddleName": None,
            "LastName": last,
            "Email": email(n),
            "MobilePhone": phone(n),
            "HomePhone": None,
            "WorkPhone": None,
            "BirthDate": "1984-05-17T00:00:00",
            "Gender": "Female",
            "AddressLine1": "1 Snicket",
            "AddressLine2": None,
            "City": "Oxenby",
            "State": "CO",
            "PostalCode": "80202",
            "Country": "US",
            "ReferredBy": "friend",
            "RedAlert": "asthma",
            "YellowAlert": None,
            "Notes": "likes tea",
            "LastFormulaNotes": None,
            "Active": n != 2,
            "CreationDate": f"{day}T08:00:00",
            "FirstAppointmentDate": f"{day}T10:00:00",
            "LastModifiedDateTime": f"{day}T08:00:00Z",
            "EmergencyContactInfoName": "Ada",
            "EmergencyContactInfoRelationship": "sister",
            "EmergencyContactInfoPhone": phone(8),
            "EmergencyContactInfoEmail": None,
            "SendPromotionalEmails": n == 0,
            "SendPromotionalTexts": False,
            "SendAccountEmails": True,
            "SendAccountTexts": True,
            "SendScheduleEmails": True,
            "SendScheduleTexts": True,
            "LiabilityRelease": True,
            "PhotoUrl": "https://pictures.example/1?key=1",
            "Liability": {"AgreementDate": f"{day}T08:00:00", "IsReleased": True, "ReleasedBy": 5},
            "AccountBalance": 0.0,
            "Status": "Active",
            "IsCompany": False,
            "IsProspect": False,
            "MobileProvider": 3,
        }
    ),
    "Appointments": each(
        lambda n, first, last, day: {
            "Id": 700 + n,
            "ClientId": f"BAR{n}",
            "Staff": {"FirstName": "Robin", "LastName": "Quill"},
            "SessionType": {"Name": "Lip filler"},
            "LocationId": 1,
            "StartDateTime": f"{day}T10:00:00",
            "EndDateTime": f"{day}T10:45:00",
            "Status": ("Completed", "LateCancelled", "NoShow")[n],
            "Notes": "door",
            "Duration": 45,
            "StaffId": 3,
            "FirstAppointment": n == 0,
        }
    ),
}
WIX = {
    "contacts": each(
        lambda n, first, last, day: {
            "id": f"w{n}",
            "revision": 4,
            "source": {"sourceType": "ADMIN", "appId": "x"},
            "createdDate": f"{day}T08:00:00Z",
            "updatedDate": f"{day}T08:00:00Z",
            "lastActivity": {"activityDate": f"{day}T08:00:00Z", "activityType": "CONTACT_CREATED"},
            "primaryInfo": {"email": email(n), "phone": phone(n)},
            "primaryEmail": {
                "email": email(n),
                "subscriptionStatus": ("SUBSCRIBED", "NOT_SET", "UNSUBSCRIBED")[n],
                "deliverabilityStatus": "VALID",
            },
            "primaryPhone": {
                "countryCode": "GB",
                "phone": "07700",
                "e164Phone": phone(n),
                "formattedPhone": "07700",
                "subscriptionStatus": "NOT_SET",
            },
            "info": {
                "name": {"first": first, "last": last},
                "emails": {
                    "items": [{"id": "1", "tag": "MAIN", "email": email(n), "primary": True}]
                },
                "phones": {
                    "items": [
                        {
                            "id": "1",
                            "tag": "MOBILE",
                            "countryCode": "GB",
                            "phone": "07700",
                            "e164Phone": phone(n),
                            "primary": True,
                        }
                    ]
                },
                "addresses": {
                    "items": [
                        {
                            "id": "1",
                            "tag": "HOME",
                            "address": {
                                "addressLine": "1 Snicket",
                                "city": "Oxenby",
                                "postalCode": "YO33 5ZZ",
                                "country": "GB",
                            },
                        }
                    ]
                },
                "company": "Loom",
                "jobTitle": "weaver",
                "birthdate": "1984-05-17",
                "locale": "en",
                "labelKeys": {"items": ["contacts.customers"]},
            },
        }
    ),
    "extendedBookings": each(
        lambda n, first, last, day: {
            "booking": {
                "id": f"k{n}",
                "totalParticipants": 1,
                "revision": "1",
                "status": ("CONFIRMED", "CANCELED", "CONFIRMED")[n],
                "paymentStatus": "NOT_PAID",
                "selectedPaymentOption": "OFFLINE",
                "createdDate": f"{day}T08:00:00Z",
                "updatedDate": f"{day}T08:00:00Z",
                "startDate": f"{day}T10:00:00Z",
                "endDate": f"{day}T10:45:00Z",
                "formSubmissionId": "f",
                "contactDetails": {
                    "contactId": f"w{n}",
                    "firstName": first,
                    "lastName": last,
                    "email": email(n),
                    "phone": phone(n),
                    "timeZone": "Europe/London",
                    "countryCode": "GB",
                },
                "bookedEntity": {
                    "title": "Lip filler",
                    "slot": {
                        "serviceId": "s",
                        "scheduleId": "c",
                        "sessionId": "n",
                        "startDate": f"{day}T10:00:00Z",
                        "endDate": f"{day}T10:45:00Z",
                        "timezone": "Europe/London",
                        "resource": {
                            "id": "r",
                            "name": "Robin Quill",
                            "email": "r@oddment.example",
                        },
                        "location": {"name": "Harbour"},
                    },
                },
            },
            "attendance": {
                "id": "t",
                "status": ("ATTENDED", "NOT_SET", "NOT_ATTENDED")[n],
                "numberOfAttendees": 1,
            },
        }
    ),
}
JANE = {
    "patients": each(
        lambda n, first, last, day: {
            "id": f"j{n}",
            "first_name": first,
            "middle_name": None,
            "last_name": last,
            "prefix": "Ms",
            "preferred_name": first,
            "sex": "female",
            "gender": "woman",
            "pronouns": "she/her",
            "date_of_birth": "1984-05-17",
            "guardian_name": "Ada Marsh" if n == 1 else None,
            "patient_since": f"{day}T08:00:00Z",
            "patient_number": 10 + n,
            "email": email(n),
            "send_marketing_emails": n == 0,
            "do_not_email": n == 2,
            "status": ("active", "active", "archived")[n],
            "phone_numbers": [{"type": "mobile", "number": phone(n), "is_primary": True}],
            "street_address": "1 Snicket",
            "street_address_2": None,
            "city": "Oxenby",
            "province": "York",
            "postal": "YO33 5ZZ",
            "country": "GB",
            "deep_links": {"profile": "https://clinic.janeapp.com/x"},
            "created_at": day,
            "updated_at": day,
        }
    ),
    "staff_members": [
        {"id": "s1", "first_name": "Robin", "last_name": "Quill", "email": "r@oddment.example"}
    ],
    "locations": [
        {
            "id": "l1",
            "name": "Harbour",
            "time_zone": "Europe/London",
            "phone": phone(9),
            "email": None,
            "street_address": "2 Quay",
        }
    ],
    "treatments": [{"id": "t1", "name": "Lip filler", "treatment_duration": 2700}],
    "appointments": each(
        lambda n, first, last, day: {
            "id": f"v{n}",
            "start_at": f"{day}T10:00:00Z",
            "end_at": f"{day}T10:45:00Z",
            "staff_member_id": "s1",
            "patient_id": f"j{n}",
            "location_id": "l1",
            "treatment_id": "t1",
            "first_visit": n == 0,
            "cancelled_at": f"{day}T09:00:00Z" if n == 1 else None,
            "cancelled_reason": "Other" if n == 1 else None,
            "booked_at": f"{day}T08:00:00Z",
            "no_show_at": None,
            "arrived_at": None,
            "archived_at": None,
            "checked_in_at": None,
            "state": ("arrived", "cancelled", "no_show")[n],
        }
    ),
}
CASES = {
    "acuity": ACUITY,
    "jane": JANE,
    "mindbody": MINDBODY,
    "pabau": PABAU,
    "phorest": PHOREST,
    "semble": SEMBLE,
    "square": SQUARE,
    "wix": WIX,
    "zenoti": ZENOTI,
}
