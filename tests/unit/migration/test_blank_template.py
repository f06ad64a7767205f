"""Any other platform, by its blank template."""

from __future__ import annotations

import pytest

from anonkit.errors import MappingError, SourceUnreadable
from anonkit.migration import draft_target, parse_target, read_template
from tests.migration_world import appointment, client, converted


@pytest.fixture
def workbook(tmp_path):
    """A blank template as vendors make them: stars, drop-downs written out and in a range."""
    from openpyxl import Workbook
    from openpyxl.worksheet.datavalidation import DataValidation

    book = Workbook()
    sheet = book.active
    sheet.append(["Please do not change the headers"])
    sheet.append(
        ["First Name*", "Surname*", "Sex", "Date of Birth", "Email opt-in", "Shoe size", "Notes"]
    )
    lists = book.create_sheet("Lists")
    lists.append(["Yes"])
    lists.append(["No"])
    sex = DataValidation(type="list", formula1='"Female,Male"')
    sex.add("C3:C200")
    opt_in = DataValidation(type="list", formula1="Lists!$A$1:$A$2")
    opt_in.add("E3:E200")
    sheet.add_data_validation(sex)
    sheet.add_data_validation(opt_in)
    book.save(tmp_path / "blank.xlsx")
    return tmp_path / "blank.xlsx"


def test_headers_marks_and_drop_downs_are_read(workbook):
    """In order, with what must be filled and which words there are."""
    told = {
        column.header: (column.is_required, column.choices) for column in read_template(workbook)
    }
    assert told["First Name*"] == (True, ())
    assert told["Sex"] == (False, ("Female", "Male"))
    assert told["Email opt-in"] == (False, ("Yes", "No"))
    assert list(told)[-1] == "Notes"


def test_a_target_is_drafted_and_accounts_for_everything(workbook):
    """What the drop-down cannot say is folded into the notes; an unknown header stays empty."""
    target = parse_target(
        {"name": "template", **draft_target(read_template(workbook), "blank")}, "blank"
    )
    result = converted(target, clients=[client(1, sex="other", birth_date="1984", skin_type="II")])
    row = result.frames["clients"].iloc[0]
    assert (
        row["Notes"] == "Birth date: 1984; Sex: other"
        or row["Notes"] == "Sex: other; Birth date: 1984"
    )
    assert row["Email opt-in"] == "No"
    assert row.isna()["Shoe size"]
    assert result.account.gaps() == ()
    assert "Shoe size" in target.files[0].note


def test_a_template_of_bookings(tmp_path):
    """The table is the one whose headers are known best; a CSV does as well."""
    path = tmp_path / "bookings.csv"
    path.write_text("Client name*,Start time*,Duration,Service,Practitioner\n")
    target = parse_target({"name": "template", **draft_target(read_template(path), "b")}, "b")
    result = converted(target, appointments=[appointment()])
    assert result.frames["appointments"].iloc[0].tolist() == [
        "Corisande1 Snodworth",
        "2024-05-01 10:00",
        "45",
        "Lip filler",
        "Petronel Plumtarn",
    ]
    assert result.account.gaps() == ()


def test_what_is_no_template_is_told(tmp_path):
    """Without headers, or without one that is known."""
    (tmp_path / "empty.csv").write_text("")
    (tmp_path / "odd.xlsx").write_bytes(b"no workbook")
    (tmp_path / "shoes.csv").write_text("Shoe,Lace\n")
    for name in ("empty.csv", "odd.xlsx"):
        with pytest.raises(SourceUnreadable):
            read_template(tmp_path / name)
    with pytest.raises(MappingError):
        draft_target(read_template(tmp_path / "shoes.csv"), "shoes")
