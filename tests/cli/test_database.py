"""What a command says where the database is not what it needs."""


def test_reading_makes_no_database_and_says_how_one_is_made(alone, tmp_path):
    said = alone("report", "ms-gulfport-2020")

    assert (said.code, said.out) == (1, "")
    assert said.err.startswith(f"There is no database yet at {tmp_path}/home/muster.sqlite3.")
    assert "`muster demo`" in said.err
    assert not (tmp_path / "home" / "muster.sqlite3").exists()


def test_an_empty_database_is_said_and_how_one_begins(alone, tmp_path):
    (tmp_path / "new.sqlite3").touch()

    said = alone("check", "any", DATABASE_URL=f"sqlite:///{tmp_path}/new.sqlite3")

    assert (said.code, said.out) == (1, "")
    assert said.err.startswith("There is nothing in this database yet. `muster load-pack DIR`")


def test_a_file_that_is_no_database_is_said(alone, tmp_path):
    (tmp_path / "letter.txt").write_text("Dear all, " * 100)

    said = alone("check", "any", DATABASE_URL=f"sqlite:///{tmp_path}/letter.txt")

    assert (said.code, said.out) == (1, "")
    assert said.err.startswith(f"The database at {tmp_path}/letter.txt cannot be used:")


def test_a_server_that_does_not_answer_is_said(alone, tmp_path):
    address = f"postgres://nobody@%2F{str(tmp_path).strip('/').replace('/', '%2F')}/none"

    said = alone("export", "any", "--out", tmp_path / "out", DATABASE_URL=address)

    assert (said.code, said.out) == (1, "")
    assert "cannot be used" in said.err
    assert "DATABASE_URL" in said.err


def test_an_address_that_cannot_be_read_is_said(alone):
    said = alone("check", "any", DATABASE_URL="oracle-of-delphi")

    assert (said.code, said.out) == (1, "")
    assert said.err.startswith("The settings cannot be read")


def test_a_home_that_cannot_be_written_is_said(alone, tmp_path):
    (tmp_path / "file").write_text("")

    said = alone("check", "any", MUSTER_HOME=f"{tmp_path}/file")

    assert (said.code, said.out) == (1, "")
    assert "MUSTER_HOME" in said.err
