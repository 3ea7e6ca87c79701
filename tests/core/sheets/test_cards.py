"""vCards of every version, as the programs write them that people keep contacts in."""

from muster.core.sheets import Line

CARDS = """BEGIN:VCARD
VERSION:3.0
N:Vale;Ada;;Sgt.;
FN:Sgt. Ada Vale
ORG:Larkhaven Police Department;Patrol
TITLE:Shift supervisor
TEL;TYPE=CELL:228 555 0100
item1.TEL:228 555 0101
item1.X-ABLabel:_$!<Main>!$_
EMAIL;TYPE=INTERNET:desk@larkhaven.example
EMAIL;TYPE=INTERNET;TYPE=PREF:ada@larkhaven.example
ADR;TYPE=WORK:;;1 Yard Road\\, Gate 2;Larkhaven;MS;39999;USA
PHOTO;ENCODING=b;TYPE=JPEG:aGVsbG8gd29ybGQgaGVsbG8g
 d29ybGQgaGVsbG8gd29ybGQ=
BDAY:1970-01-01
NOTE:Ask for her\\nafter four
END:VCARD
BEGIN:VCARD
VERSION:2.1
N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:N=C3=BA=C3=B1ez;Jos=C3=A9
FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:Jos=C3=A9 N=C3=BA=
=C3=B1ez
TEL;WORK;VOICE:(228) 555-0100 x12
TEL;WORK;FAX:(228) 555-0103
END:VCARD
BEGIN:VCARD
VERSION:4.0
KIND:org
ORG:Tarrow Fuel
TEL;VALUE=uri;TYPE="work,voice";PREF=1:tel:+1-228-555-0104;ext=7
END:VCARD
"""


def said(sheet):
    return [
        {header: cell for header, cell in zip(sheet.headers, line.cells, strict=True) if cell}
        for line in sheet.lines()
    ]


def test_cards_of_all_versions_make_one_table(opened):
    sheet = opened(CARDS, name="contacts.vcf")

    assert sheet.reading.kind == "vcard"
    assert said(sheet) == [
        {
            "Full name": "Sgt. Ada Vale",
            "Prefix": "Sgt.",
            "First name": "Ada",
            "Last name": "Vale",
            "Organization": "Larkhaven Police Department",
            "Department": "Patrol",
            "Title": "Shift supervisor",
            "Phone 1": "228 555 0100",
            "Phone 1 type": "cell",
            "Phone 2": "228 555 0101",
            "Phone 2 type": "main",
            "Email 1": "ada@larkhaven.example",
            "Email 2": "desk@larkhaven.example",
            "Address 1 street": "1 Yard Road, Gate 2",
            "Address 1 city": "Larkhaven",
            "Address 1 state": "MS",
            "Address 1 zip": "39999",
            "Address 1 country": "USA",
            "Address 1 type": "work",
            "Note": "Ask for her\nafter four",
        },
        {
            "Full name": "José Núñez",
            "First name": "José",
            "Last name": "Núñez",
            "Phone 1": "(228) 555-0100 x12",
            "Phone 1 type": "work, voice",
            "Phone 2": "(228) 555-0103",
            "Phone 2 type": "work, fax",
        },
        {
            "Full name": "Tarrow Fuel",
            "Organization": "Tarrow Fuel",
            "Phone 1": "+1-228-555-0104 x7",
            "Phone 1 type": "work, voice",
        },
    ]


def test_photos_and_birthdays_are_not_read_and_that_is_said(opened):
    sheet = opened(CARDS)

    assert sheet.why[-1] == "Not read: BDAY, KIND, PHOTO."
    assert not [cell for line in sheet.lines() for cell in line.cells if "aGVsbG8" in cell]


def test_a_card_without_an_end_is_kept_and_said(opened):
    sheet = opened(
        "BEGIN:VCARD\nFN:Ada\nBEGIN:VCARD\nFN:Bo\nnonsense\nEND:VCARD\nBEGIN:VCARD\nFN:C"
    )

    assert [*sheet.lines()] == [
        Line(2, ("Ada",), "the card has no end"),
        Line(3, ("Bo",), "a line of the card could not be read"),
        Line(4, ("C",), "the card has no end"),
    ]


def test_more_phones_than_anybody_has_are_said(opened):
    phones = "".join(f"TEL:228555010{at}\n" for at in range(8))

    line = next(opened(f"BEGIN:VCARD\nFN:Ada\n{phones}END:VCARD\n").lines())

    assert line.cells[-1] == "2285550105"
    assert line.trouble == "more than 6 of a kind; the rest was not read"


def test_a_card_inside_a_card_is_a_part_of_it(opened):
    sheet = opened(
        "BEGIN:VCARD\nFN:Ada\nAGENT:\nBEGIN:VCARD\nFN:Bo\nEND:VCARD\nTITLE:Chief\nEND:VCARD\n"
    )

    assert [line.cells for line in sheet.lines()] == [("Ada", "Chief")]
