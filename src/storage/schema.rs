//! The shape of the library on the disk, and the steps from each older shape to the next. Before a step a dated copy
//! is made beside the library; a step is taken as a whole or not at all.

use std::path::{Path, PathBuf};

use rusqlite::{Connection, OpenFlags, TransactionBehavior};

use super::trouble::{Result, Trouble};

/// The steps, from nothing to the newest shape. A step that has been released is never changed.
const STEPS: &[&str] = &[include_str!("schema.sql")];

/// Marks the file as a library of quotidian (`PRAGMA application_id`): "quot".
const MARK: i64 = 0x7175_6f74;

/// The newest shape.
#[must_use]
pub fn newest() -> usize {
    STEPS.len()
}

/// The shape that a library has; 0 when it is empty.
///
/// # Errors
/// When it can't be read, or is another program's.
pub fn shape(connection: &Connection) -> Result<usize> {
    let number = |name: &str| connection.query_row(&format!("PRAGMA {name}"), [], |row| row.get::<_, i64>(0));
    let (mark, shape) = (number("application_id")?, number("user_version")?);
    let tables: i64 = connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
    if mark != MARK && (mark != 0 || shape != 0 || tables != 0) {
        return Err(Trouble::damage(
            "it is another program's database, no library of quotidian; check the path",
        ));
    }
    Ok(usize::try_from(shape).unwrap_or(usize::MAX))
}

/// Brings a library to the newest shape; gives the copy that was made before, if one was.
///
/// # Errors
/// When it is of a newer program, or can't be written; then it stays as it was.
pub fn migrate(connection: &mut Connection, path: &Path, today: &str) -> Result<Option<PathBuf>> {
    migrate_by(STEPS, connection, path, today)
}

fn migrate_by(
    steps: &[&str],
    connection: &mut Connection,
    path: &Path,
    today: &str,
) -> Result<Option<PathBuf>> {
    let mut copy = None;
    loop {
        let known = shape(connection)?;
        if known > steps.len() {
            return Err(Trouble::new(format!(
                "it was written by a newer quotidian (shape {known}, this one knows {}); use that one",
                steps.len()
            )));
        }
        if known == steps.len() {
            return Ok(copy);
        }
        let step = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        // Another program may have taken the step meanwhile.
        if shape(&step)? != known {
            continue;
        }
        // Nobody writes between the copy and the step, and no two programs copy at once.
        if known > 0 && copy.is_none() {
            copy = Some(copy_beside(path, known, today)?);
        }
        step.execute_batch(steps[known])?;
        step.pragma_update(None, "application_id", MARK)?;
        step.pragma_update(None, "user_version", i64::try_from(known + 1).unwrap_or(0))?;
        step.commit()?;
    }
}

/// A whole copy of the library beside it, named by its shape and the day.
fn copy_beside(path: &Path, shape: usize, today: &str) -> Result<PathBuf> {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let name = |n: usize| {
        let more = if n == 0 { String::new() } else { format!("-{n}") };
        path.with_file_name(format!("{stem}-before-shape-{}-{today}{more}.db", shape + 1))
    };
    let copy = (0..).map(name).find(|copy| !copy.exists()).unwrap_or_else(|| name(0));
    let reading = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    super::copy::copy_to(&reading, &copy)?;
    Ok(copy)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_are_taken_one_by_one_with_a_copy_before() {
        let home = tempfile::tempdir().expect("a folder");
        let path = home.path().join("library.db");
        let mut connection = Connection::open(&path).expect("a database");
        let steps = ["CREATE TABLE a (x); INSERT INTO a VALUES (7)", "ALTER TABLE a ADD COLUMN y DEFAULT 8"];
        assert_eq!(migrate_by(&steps[..1], &mut connection, &path, "2031-05-04").expect("a step"), None);
        let copy = migrate_by(&steps, &mut connection, &path, "2031-05-04").expect("a step").expect("a copy");
        assert!(copy.ends_with("library-before-shape-2-2031-05-04.db"), "{copy:?}");
        assert_eq!(migrate_by(&steps, &mut connection, &path, "2031-05-04").expect("no step"), None);
        let sum: i64 = connection.query_row("SELECT x + y FROM a", [], |row| row.get(0)).expect("a row");
        assert_eq!(sum, 15);
        let before = Connection::open(&copy).expect("the copy");
        assert_eq!(shape(&before).expect("a shape"), 1);
        let old = before.query_row("SELECT x FROM a", [], |row| row.get::<_, i64>(0));
        assert_eq!(old.expect("a row"), 7);
    }

    #[test]
    fn a_step_that_fails_leaves_the_library_as_it_was() {
        let home = tempfile::tempdir().expect("a folder");
        let path = home.path().join("library.db");
        let mut connection = Connection::open(&path).expect("a database");
        let bad = ["CREATE TABLE a (x)", "CREATE TABLE b (x); CREATE TABLE a (x)"];
        assert!(migrate_by(&bad, &mut connection, &path, "2031-05-04").is_err());
        assert_eq!(shape(&connection).expect("a shape"), 1);
        assert!(connection.prepare("SELECT * FROM b").is_err());
    }

    #[test]
    fn what_is_newer_or_of_others_is_refused() {
        let home = tempfile::tempdir().expect("a folder");
        let path = home.path().join("library.db");
        let mut connection = Connection::open(&path).expect("a database");
        connection.execute_batch("CREATE TABLE songs (x)").expect("a table");
        let said = migrate(&mut connection, &path, "2031-05-04").expect_err("not ours").to_string();
        assert!(said.contains("another program's"), "{said}");
        connection.pragma_update(None, "application_id", MARK).expect("a mark");
        connection.pragma_update(None, "user_version", 99).expect("a shape");
        let said = migrate(&mut connection, &path, "2031-05-04").expect_err("too new").to_string();
        assert!(said.contains("newer quotidian"), "{said}");
    }
}
