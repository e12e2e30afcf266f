//! mbox: a mailbox in one file, message after message, whatever its size.

use std::io::{BufRead, Read};

use crate::sources::format::Glance;
use crate::sources::leaf::About;
use crate::sources::outlet::{LARGEST, Outlet, too_large};

/// Of a line so many bytes are looked at to tell whether a message begins with it.
const LINE: u64 = 1 << 12;

/// True for what begins with the line before a message, and a header.
#[must_use]
pub fn recognises(glance: &Glance<'_>) -> bool {
    let mut lines = glance.head.split(|&byte| byte == b'\n');
    let header = |line: &[u8]| {
        let name = line.split(|&byte| byte == b':').next().unwrap_or(&[]);
        name.len() < line.len() && !name.is_empty() && name.iter().all(u8::is_ascii_graphic)
    };
    lines.next().is_some_and(is_start)
        && lines.next().is_some_and(|line| header(line.strip_prefix(b">").unwrap_or(line)))
}

/// True for `From ana@alden.example Mon May  4 10:15:00 2031`: a sender and a time.
fn is_start(line: &[u8]) -> bool {
    let Some(rest) = line.strip_prefix(b"From ") else { return false };
    let days: [&[u8]; 7] = [b"Mon", b"Tue", b"Wed", b"Thu", b"Fri", b"Sat", b"Sun"];
    let timed = rest.windows(3).any(|time| matches!(time, [_, b':', digit] if digit.is_ascii_digit()));
    timed && rest.split(|&byte| byte == b' ').skip(1).take(3).any(|word| days.contains(&word))
}

/// Gives every message, at its number.
pub fn read(source: &mut dyn BufRead, outlet: &mut Outlet<'_>) -> bool {
    let mut mailbox = Mailbox { number: 0, message: Vec::new(), large: false };
    let mut line = Vec::new();
    // A message begins after a blank line; a line that is longer than what is looked at goes on.
    let (mut blank, mut goes_on) = (true, false);
    loop {
        line.clear();
        match (&mut *source).take(LINE).read_until(b'\n', &mut line) {
            Ok(0) => return mailbox.close(outlet),
            Ok(_) => {}
            Err(error) => {
                return mailbox.close(outlet)
                    && outlet.problem(format!("is damaged after message {} ({error})", mailbox.number));
            }
        }
        if blank && !goes_on && is_start(&line) {
            if !mailbox.close(outlet) {
                return false;
            }
            mailbox.number += 1;
        } else {
            mailbox.push(&line, goes_on);
        }
        blank = !goes_on && line.trim_ascii().is_empty();
        goes_on = line.last() != Some(&b'\n');
    }
}

/// The message at hand.
struct Mailbox {
    number: usize,
    message: Vec<u8>,
    large: bool,
}

impl Mailbox {
    fn push(&mut self, line: &[u8], goes_on: bool) {
        if self.message.len() as u64 + line.len() as u64 > LARGEST {
            self.large = true;
            self.message.clear();
        }
        if self.large || self.number == 0 {
            return;
        }
        // Lines of the message that look like the start of one have a `>` before them.
        let marks = line.iter().take_while(|&&byte| byte == b'>').count();
        let masked = marks > 0 && !goes_on && line[marks..].starts_with(b"From ");
        self.message.extend_from_slice(if masked { &line[1..] } else { line });
    }

    fn close(&mut self, outlet: &mut Outlet<'_>) -> bool {
        let message = std::mem::take(&mut self.message);
        let place = format!(":{}", self.number);
        if std::mem::take(&mut self.large) {
            return outlet.fail(&place, too_large());
        }
        if self.number == 0 {
            return true;
        }
        if message.trim_ascii().is_empty() {
            return outlet.fail(&place, "is an empty message; there is nothing to read");
        }
        outlet.leaf(&place, "", message, About { format: Some("mail"), ..About::default() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sources::outlet::gather;

    #[test]
    fn messages_begin_after_a_blank_line_whatever_is_in_them() {
        let start = "From ana@alden.example Mon May  4 10:15:00 2031\nSubject: Rain\n\n";
        let check = |body: &str, given: usize, wrong: usize| {
            let (paths, problems) = gather("a.mbox", format!("{start}Rain.\n\n{body}").as_bytes());
            assert_eq!((paths.len(), problems.len()), (given, wrong), "{problems:?}");
        };
        check("", 1, 0);
        check(start, 2, 0);
        check("From here on it rained at 10:15 in 2031.\n", 1, 0);
        check("From here on it rained.\n", 1, 0);
        check(&format!(">{start}"), 1, 0);
        check(&format!("{start}Rain.\n{start}"), 2, 0);
        let long = "x".repeat(usize::try_from(LARGEST).expect("small") + 10);
        check(&format!("{start}{long}\n\n{start}Rain.\n"), 2, 1);
    }
}
