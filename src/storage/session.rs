//! Sessions: which programs have the library open, so that one that ended badly is noticed, and the library checked.

use super::store::Store;
use super::trouble::Result;

/// A program's stay in the library.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Session {
    id: i64,
    /// A program before ended without leaving the library in order.
    pub after_crash: bool,
}

impl Store {
    /// Enters: notes that this program has the library open, as of `now` (seconds since 1970).
    ///
    /// # Errors
    /// When it can't be written.
    pub fn enter(&mut self, now: i64) -> Result<Session> {
        let write = self.begin()?;
        let mut gone = Vec::new();
        {
            let mut ask = write.prepare("SELECT id, pid FROM sessions")?;
            let mut found = ask.query([])?;
            while let Some(row) = found.next()? {
                let (id, pid): (i64, u32) = (row.get(0)?, row.get(1)?);
                if !is_alive(pid) || pid == std::process::id() {
                    gone.push(id);
                }
            }
        }
        for id in &gone {
            write.execute("DELETE FROM sessions WHERE id = ?1", [id])?;
        }
        write.execute("INSERT INTO sessions (pid, began) VALUES (?1, ?2)", (std::process::id(), now))?;
        let id = write.last_insert_rowid();
        write.commit()?;
        Ok(Session { id, after_crash: !gone.is_empty() })
    }

    /// Leaves in good order.
    ///
    /// # Errors
    /// When it can't be written; then the library is checked the next time.
    pub fn leave(&mut self, session: Session) -> Result<()> {
        let write = self.begin()?;
        write.execute("DELETE FROM sessions WHERE id = ?1", [session.id])?;
        write.commit()?;
        Ok(())
    }

    /// Checks the library as a whole; gives what is wrong with it, one line each. Takes a while with a large one.
    ///
    /// # Errors
    /// When it can't be read at all.
    pub fn quick_check(&self) -> Result<Vec<String>> {
        let mut ask = self.connection.prepare("PRAGMA quick_check(20)")?;
        let said = ask.query_map([], |row| row.get::<_, String>(0))?.collect::<rusqlite::Result<Vec<_>>>()?;
        Ok(said.into_iter().filter(|line| line != "ok").collect())
    }
}

/// True when a process with this number runs. Where that can't be told, none is taken to have ended.
pub(super) fn is_alive(pid: u32) -> bool {
    let processes = std::path::Path::new("/proc");
    !processes.join("self").exists() || processes.join(pid.to_string()).exists()
}
