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

/// Makes an empty library of a shape: the newest one, when it has none that is known.
pub(super) fn make(connection: &mut Connection, shape: usize) -> Result<()> {
    let count = if (1..=STEPS.len()).contains(&shape) { shape } else { STEPS.len() };
    migrate_by(&STEPS[..count], connection, Path::new(""), "").map(|_| ())
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

    /// Steps that take their time, as those of a large library do: rows are made, widened and moved.
    const SLOW: &[&str] = &[
        "CREATE TABLE a (x INTEGER PRIMARY KEY, y);
         WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 9000)
         INSERT INTO a SELECT i, hex(randomblob(60)) FROM n",
        "ALTER TABLE a ADD COLUMN z; UPDATE a SET z = x * 2",
        "CREATE TABLE b AS SELECT x, z FROM a; CREATE INDEX b_z ON b (z); DROP TABLE a",
    ];

    /// What the rows of each shape of `SLOW` add up to.
    const SUMS: &[(&str, i64)] = &[
        ("SELECT sum(x) FROM a", 40_504_500),
        ("SELECT sum(x + z) FROM a", 121_513_500),
        ("SELECT sum(x + z) FROM b", 121_513_500),
    ];

    /// Opens a library as `Store` does, without bringing it to a newer shape.
    fn opened(path: &Path) -> Connection {
        let connection = Connection::open(path).expect("a database");
        connection.pragma_update(None, "journal_mode", "WAL").expect("a log");
        connection.busy_timeout(std::time::Duration::from_secs(60)).expect("patience");
        connection
    }

    /// A sound library has one of the shapes as a whole; gives which.
    fn sound(path: &Path) -> usize {
        let connection = opened(path);
        let said: String =
            connection.query_row("PRAGMA integrity_check", [], |row| row.get(0)).expect("a check");
        assert_eq!(said, "ok", "{path:?}");
        let shape = shape(&connection).expect("a shape");
        let (ask, expect) = SUMS[shape - 1];
        assert_eq!(connection.query_row(ask, [], |row| row.get::<_, i64>(0)).expect("rows"), expect);
        shape
    }

    /// The copies that were made beside a library.
    fn copies(folder: &Path) -> Vec<PathBuf> {
        let files = std::fs::read_dir(folder).expect("a folder").flatten().map(|file| file.path());
        let is_copy = |path: &PathBuf| path.to_string_lossy().contains("-before-shape-");
        files.filter(|path| is_copy(path) && path.extension().is_some_and(|end| end == "db")).collect()
    }

    #[test]
    fn programs_that_migrate_at_once_do_it_once() {
        let home = tempfile::tempdir().expect("a folder");
        let path = home.path().join("library.db");
        migrate_by(&SLOW[..1], &mut opened(&path), &path, "2031-05-04").expect("a step");
        let start = std::sync::Barrier::new(6);
        let made = std::thread::scope(|scope| {
            let one = || {
                let mut connection = opened(&path);
                start.wait();
                migrate_by(SLOW, &mut connection, &path, "2031-05-04").expect("steps")
            };
            let all: Vec<_> = (0..6).map(|_| scope.spawn(one)).collect();
            all.into_iter().filter_map(|one| one.join().expect("no panic")).count()
        });
        // The second step may be another's than the first; each has its copy.
        let copies = copies(home.path());
        assert!(copies.len() == made && (1..=2).contains(&made), "{copies:?}");
        assert_eq!(sound(&path), 3);
        for copy in copies {
            let expect = if copy.to_string_lossy().contains("shape-2") { 1 } else { 2 };
            assert_eq!(sound(&copy), expect, "{copy:?}");
        }
    }

    /// Names the library that a process of the next test brings to the newest shape.
    const VICTIM: &str = "QUOTIDIAN_TEST_VICTIM";

    #[test]
    fn nothing_is_lost_by_a_kill_in_a_migration() {
        if let Some(path) = std::env::var_os(VICTIM) {
            let path = PathBuf::from(path);
            println!("\nbegun");
            migrate_by(SLOW, &mut opened(&path), &path, "2031-05-04").expect("steps");
            return;
        }
        let home = tempfile::tempdir().expect("a folder");
        let first = home.path().join("first.db");
        migrate_by(&SLOW[..1], &mut Connection::open(&first).expect("a database"), &first, "2031-05-03")
            .expect("a step");
        let kills = std::env::var("QUOTIDIAN_KILLS").ok().and_then(|count| count.parse().ok()).unwrap_or(12);
        for kill in 0..kills {
            let folder = home.path().join(format!("{kill}"));
            std::fs::create_dir(&folder).expect("a folder");
            let path = folder.join("library.db");
            std::fs::copy(&first, &path).expect("a copy");
            kill_while_migrating(&path, kill);
            let shape = sound(&path);
            let before = copies(&folder);
            assert!(shape == 1 || !before.is_empty(), "kill {kill}: no copy before the step");
            migrate_by(SLOW, &mut opened(&path), &path, "2031-05-05").expect("the other steps");
            assert_eq!(sound(&path), SLOW.len(), "kill {kill}");
            for copy in copies(&folder) {
                assert!(sound(&copy) < SLOW.len(), "kill {kill}: {copy:?}");
            }
        }
    }

    /// Kills a process at some moment while it brings a library to the newest shape.
    fn kill_while_migrating(path: &Path, kill: u64) {
        use std::io::BufRead as _;
        let name = "storage::schema::tests::nothing_is_lost_by_a_kill_in_a_migration";
        let mut child = std::process::Command::new(std::env::current_exe().expect("this test"))
            .args([name, "--exact", "--nocapture"])
            .env(VICTIM, path)
            .stdout(std::process::Stdio::piped())
            .spawn()
            .expect("a process");
        let lines = std::io::BufReader::new(child.stdout.take().expect("its output")).lines();
        let mut lines = lines.map_while(std::io::Result::ok);
        assert!(lines.any(|line| line == "begun"), "kill {kill}: it did not begin");
        let (tell, hear) = std::sync::mpsc::channel();
        let rest = std::thread::spawn(move || tell.send(lines.count()));
        // A moment by chance, the same for the same number, unless it ends before.
        let chance = (kill + 1)
            .wrapping_mul(0x9e37_79b9_7f4a_7c15)
            .rotate_left(31)
            .wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let _ = hear.recv_timeout(std::time::Duration::from_micros(chance % 90_000));
        child.kill().expect("a kill");
        child.wait().expect("its end");
        drop(rest.join());
    }
}
