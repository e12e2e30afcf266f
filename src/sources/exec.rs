//! A command as a source: its output is what a web address would have given.
//!
//! A command has no terminal to read from, a bounded time and a bounded output; when the answer is there, nothing that it started
//! in its process group runs any more.

use std::sync::atomic::AtomicBool;

use super::web::fetch::Limits;

/// Runs a command line with `sh -c`, and gives what it writes to its standard output. It is ended after `limits.whole`, at
/// `limits.largest` bytes, and soon after `stop` is set.
///
/// # Errors
/// A line that says what went wrong; of a command that fails, the first line of what it says itself.
#[cfg(unix)]
pub fn run(command: &str, limits: &Limits, stop: &AtomicBool) -> Result<Vec<u8>, String> {
    unix::run(command, limits, stop)
}

/// There is no `sh` here.
///
/// # Errors
/// Always.
#[cfg(not(unix))]
pub fn run(_command: &str, _limits: &Limits, _stop: &AtomicBool) -> Result<Vec<u8>, String> {
    Err("is a command, and commands are run on Unix systems only; write its output to a watched folder"
        .to_owned())
}

#[cfg(unix)]
mod unix {
    use std::io::{self, Read};
    use std::os::fd::AsFd;
    use std::os::unix::process::{CommandExt as _, ExitStatusExt as _};
    use std::process::{Child, ChildStderr, ChildStdout, Command, ExitStatus, Stdio};
    use std::sync::atomic::{AtomicBool, Ordering};
    use std::time::{Duration, Instant};

    use rustix::event::{PollFd, PollFlags, Timespec, poll};
    use rustix::process::{Pid, Signal, WaitId, WaitIdOptions, kill_process_group, waitid};

    use crate::sources::web::fetch::Limits;

    /// So often it is looked whether the command has ended or is to stop.
    const LOOK: Duration = Duration::from_millis(50);

    /// Of what a command says about an error so many bytes are looked at.
    const SAID: usize = 8 << 10;

    /// So many characters of it are told.
    const TOLD: usize = 200;

    pub(super) fn run(command: &str, limits: &Limits, stop: &AtomicBool) -> Result<Vec<u8>, String> {
        let end = Instant::now() + limits.whole;
        let mut group = Group::start(command)?;
        let mut heard = Heard::of(&mut group.child);
        loop {
            if stop.load(Ordering::Relaxed) {
                return Err("was stopped before it had ended".to_owned());
            }
            if Instant::now() >= end {
                let seconds = limits.whole.as_secs_f64().ceil();
                return Err(format!(
                    "the command had not ended after {seconds} s, and was ended; run it in a terminal to see why"
                ));
            }
            let ended = group.has_ended()?;
            // What was written before the end is there now.
            let wait =
                if ended { Duration::ZERO } else { LOOK.min(end.saturating_duration_since(Instant::now())) };
            let more = heard.listen(wait)?;
            if heard.out.len() as u64 > limits.largest {
                return Err(format!(
                    "the command gives more than {} MiB, and was ended",
                    limits.largest >> 20
                ));
            }
            if ended && !more {
                return heard.answer(group.end()?);
            }
        }
    }

    /// A command and all that it starts in its process group, which ends with this.
    struct Group {
        child: Child,
        /// Nothing of it is left, and its number may be another's.
        gone: bool,
    }

    impl Group {
        fn start(command: &str) -> Result<Self, String> {
            let child = Command::new("sh")
                .args(["-c", command])
                .stdin(Stdio::null())
                .stdout(Stdio::piped())
                .stderr(Stdio::piped())
                .process_group(0)
                .spawn();
            let group = |child| Group { child, gone: false };
            child.map(group).map_err(|error| format!("the command can't be started: sh: {error}"))
        }

        fn pid(&self) -> Option<Pid> {
            i32::try_from(self.child.id()).ok().and_then(Pid::from_raw)
        }

        /// True when the command has ended. It is not waited for, so that its number stays its own.
        fn has_ended(&self) -> Result<bool, String> {
            let Some(pid) = self.pid() else { return Ok(true) };
            let look = WaitIdOptions::EXITED | WaitIdOptions::NOHANG | WaitIdOptions::NOWAIT;
            waitid(WaitId::Pid(pid), look).map(|ended| ended.is_some()).map_err(|error| lost(&error.into()))
        }

        /// Ends what is left of the group, and gives how the command itself ended.
        fn end(&mut self) -> Result<ExitStatus, String> {
            if let Some(pid) = self.pid() {
                // A group that is gone can't be ended, and need not be.
                let _ = kill_process_group(pid, Signal::KILL);
            }
            self.gone = true;
            self.child.wait().map_err(|error| lost(&error))
        }
    }

    impl Drop for Group {
        fn drop(&mut self) {
            if !self.gone {
                let _ = self.end();
            }
        }
    }

    /// What is heard of a command.
    struct Heard {
        from_out: Option<ChildStdout>,
        from_errors: Option<ChildStderr>,
        out: Vec<u8>,
        errors: Vec<u8>,
    }

    impl Heard {
        fn of(child: &mut Child) -> Self {
            let (from_out, from_errors) = (child.stdout.take(), child.stderr.take());
            Heard { from_out, from_errors, out: Vec::new(), errors: Vec::new() }
        }

        /// Listens for so long, or until there is something; `false` when there was nothing.
        fn listen(&mut self, wait: Duration) -> Result<bool, String> {
            if self.from_out.is_none() && self.from_errors.is_none() {
                std::thread::sleep(wait.min(LOOK));
                return Ok(false);
            }
            let wait = Timespec { tv_sec: 0, tv_nsec: wait.min(LOOK).subsec_nanos().into() };
            let out =
                self.from_out.as_ref().map(|pipe| PollFd::from_borrowed_fd(pipe.as_fd(), PollFlags::IN));
            let errors =
                self.from_errors.as_ref().map(|pipe| PollFd::from_borrowed_fd(pipe.as_fd(), PollFlags::IN));
            let which = [out.is_some(), errors.is_some()];
            let mut pipes: Vec<PollFd<'_>> = [out, errors].into_iter().flatten().collect();
            match poll(&mut pipes, Some(&wait)) {
                Ok(0) => return Ok(false),
                Ok(_) => {}
                Err(error) if io::Error::from(error).kind() == io::ErrorKind::Interrupted => return Ok(true),
                Err(error) => return Err(lost(&error.into())),
            }
            let mut ready = pipes.iter().map(|pipe| !pipe.revents().is_empty());
            let ready = which.map(|there| there && ready.next().unwrap_or(false));
            drop(pipes);
            if ready[0] {
                take(&mut self.from_out, &mut self.out)?;
            }
            if ready[1] {
                take(&mut self.from_errors, &mut self.errors)?;
                self.errors.truncate(SAID);
            }
            Ok(true)
        }

        /// The output, or what the command says went wrong.
        fn answer(self, status: ExitStatus) -> Result<Vec<u8>, String> {
            if status.success() {
                return Ok(self.out);
            }
            let how = match (status.code(), status.signal()) {
                (Some(code), _) => format!("the command failed (exit status {code})"),
                (None, Some(signal)) => format!("the command was ended by signal {signal}"),
                (None, None) => "the command failed".to_owned(),
            };
            let said = String::from_utf8_lossy(&self.errors);
            let line = said.lines().map(str::trim).find(|line| !line.is_empty()).unwrap_or("");
            let line: String = line.chars().filter(|c| !c.is_control()).take(TOLD).collect();
            Err(if line.is_empty() { format!("{how} and said nothing") } else { format!("{how}: {line}") })
        }
    }

    /// Reads what is there; a pipe that is at its end is closed.
    fn take(pipe: &mut Option<impl Read>, into: &mut Vec<u8>) -> Result<(), String> {
        let Some(source) = pipe.as_mut() else { return Ok(()) };
        let mut buffer = [0; 16 << 10];
        match source.read(&mut buffer) {
            Ok(0) => *pipe = None,
            Ok(count) => into.extend_from_slice(&buffer[..count]),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(lost(&error)),
        }
        Ok(())
    }

    fn lost(error: &io::Error) -> String {
        format!("the command can't be heard: {error}")
    }
}

#[cfg(unix)]
#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::Ordering;
    use std::time::Duration;

    use super::*;

    fn said(command: &str, limits: &Limits) -> String {
        match run(command, limits, &AtomicBool::new(false)) {
            Ok(bytes) => {
                format!("{} bytes: {}", bytes.len(), String::from_utf8_lossy(&bytes[..bytes.len().min(20)]))
            }
            Err(what) => what,
        }
    }

    #[test]
    fn a_command_gives_its_output_or_says_why_not() {
        let limits = Limits { largest: 1 << 20, ..Limits::default() };
        let check = |command: &str, expect: &str| assert_eq!(said(command, &limits), expect, "{command}");
        check("printf '<rss/>'", "6 bytes: <rss/>");
        check("printf a; printf b >&2; printf c", "2 bytes: ac");
        check("true", "0 bytes: ");
        check("cat", "0 bytes: ");
        check("exit 3", "the command failed (exit status 3) and said nothing");
        check(
            "echo >&2; printf 'no \\033[31mferry\\nat all\\n' >&2; exit 1",
            "the command failed (exit status 1): no [31mferry",
        );
        check("kill -9 $$", "the command was ended by signal 9 and said nothing");
        check("yes rain | head -c 1000000 >&2; echo done", "5 bytes: done\n");
        check("yes", "the command gives more than 1 MiB, and was ended");
        assert!(said("no-such-ferry", &limits).starts_with("the command failed (exit status 127): "));
    }

    #[test]
    fn what_a_command_leaves_behind_is_ended_with_it() {
        let check = |end: &str, limits: &Limits, expect: &str| {
            let home = tempfile::tempdir().expect("a folder");
            let pipe = pipe(home.path());
            // Who holds the pipe open is read to the end of its life.
            let command = format!("exec 3> '{}'; sleep 1000 & {end}", pipe.display());
            let other = pipe.clone();
            let reader = std::thread::spawn(move || std::fs::read(other));
            assert_eq!(said(&command, limits), expect, "{end}");
            // On a busy machine it may have been ended before it opened the pipe; the reader need not wait for it.
            drop(std::fs::OpenOptions::new().read(true).write(true).open(pipe).expect("a pipe"));
            assert_eq!(reader.join().expect("no panic").expect("a pipe"), b"", "{end}");
        };
        check("true", &Limits::default(), "0 bytes: ");
        check("exit 3", &Limits::default(), "the command failed (exit status 3) and said nothing");
        let brief = Limits { whole: Duration::from_millis(300), ..Limits::default() };
        let told = "the command had not ended after 1 s, and was ended; run it in a terminal to see why";
        check("wait", &brief, told);
    }

    fn pipe(home: &std::path::Path) -> std::path::PathBuf {
        let pipe = home.join("pipe");
        let made = std::process::Command::new("mkfifo").arg(&pipe).status().expect("mkfifo");
        assert!(made.success());
        pipe
    }

    #[test]
    fn a_command_can_be_stopped() {
        let stop = Arc::new(AtomicBool::new(false));
        let (other, home) = (Arc::clone(&stop), tempfile::tempdir().expect("a folder"));
        let pipe = pipe(home.path());
        let command = format!("echo begun > '{}'; sleep 1000", pipe.display());
        let running = std::thread::spawn(move || run(&command, &Limits::default(), &other));
        assert_eq!(std::fs::read_to_string(&pipe).expect("it begins"), "begun\n");
        stop.store(true, Ordering::Relaxed);
        assert_eq!(running.join().expect("it ends"), Err("was stopped before it had ended".to_owned()));
    }
}
