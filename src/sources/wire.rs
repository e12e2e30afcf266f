//! What newsrooms say about an article itself: whether it may be used, from when on, and what was wrong with it.
//!
//! All of it is kept as details, and what a reader must know is also a notice in plain words above the body.

use super::draft::{Draft, Moment, tidy};

/// Notes whether the article may be used: `usable`, `withheld`, `canceled`, or whatever the format calls it.
pub fn status(draft: &mut Draft, status: &str) {
    let word = status.rsplit([':', '/', '#']).next().unwrap_or("").trim().to_lowercase();
    draft.detail("status", word.as_str());
    match word.as_str() {
        "canceled" | "cancelled" | "killed" | "kill" | "deleted" => {
            notice(draft, "Killed: do not publish");
        }
        "withheld" | "hold" | "held" => notice(draft, "Withheld: do not publish before it is released"),
        "embargoed" if !draft.notices.iter().any(|notice| notice.starts_with("Embargoed")) => {
            notice(draft, "Embargoed");
        }
        _ => {}
    }
}

/// Notes the moment before which the article must not be published.
pub fn embargo(draft: &mut Draft, until: &Moment) {
    draft.detail("embargo", until.iso.as_str());
    draft.notices.retain(|notice| notice != "Embargoed");
    notice(draft, &format!("Embargoed until {}", until.words()));
}

/// The place of a dateline, without the day and the dash: `PORT ALDEN, May 4, 2031 —`.
#[must_use]
pub fn place_of(dateline: &str) -> &str {
    let day = |part: &str| part.contains(|c: char| c.is_ascii_digit());
    let mut end = dateline.len();
    for (comma, _) in dateline.match_indices(',') {
        if day(dateline[comma + 1..].split(',').next().unwrap_or("")) {
            end = comma;
            break;
        }
    }
    dateline[..end].trim_end_matches(['—', '–', '-', ' ', ','])
}

/// True when `one` is after `other`; moments without a zone are taken to be in the same one.
#[must_use]
pub fn is_later(one: &Moment, other: &Moment) -> bool {
    let exact = |moment: &Moment| moment.iso.parse::<jiff::Timestamp>().ok();
    match (exact(one), exact(other)) {
        (Some(one), Some(other)) => one > other,
        _ => {
            let length = one.iso.len().min(other.iso.len()).min("2031-05-04T10:30".len());
            one.iso.get(..length) > other.iso.get(..length)
        }
    }
}

/// Notes what was corrected; `words` may be empty.
pub fn correction(draft: &mut Draft, words: &str) {
    say(draft, "Correction", &["correct"], words);
}

/// Notes a kill; `words` tell why, or are empty.
pub fn kill(draft: &mut Draft, words: &str) {
    let words = tidy(words);
    draft.notices.retain(|notice| notice != "Killed: do not publish");
    let why = if words.is_empty() { String::new() } else { format!(". {words}") };
    notice(draft, &format!("Killed: do not publish{why}"));
}

/// Notes what the desk says to editors. A kill, an embargo or a correction in a note is told as such.
pub fn note(draft: &mut Draft, words: &str) {
    let small = words.trim_start().to_lowercase();
    if ["kill", "mandatory kill", "bulletin kill"].iter().any(|word| small.starts_with(word)) {
        kill(draft, words);
    } else if ["embargo", "not for publication"].iter().any(|word| small.starts_with(word)) {
        notice(draft, words);
    } else if small.starts_with("correct") {
        correction(draft, words);
    } else {
        say(draft, "Note to editors", &["note to editors", "editors", "editor"], words);
    }
}

/// Adds `label: words`, without the label where the words begin like it.
fn say(draft: &mut Draft, label: &str, likes: &[&str], words: &str) {
    let words = tidy(words);
    let small = words.to_lowercase();
    if words.is_empty() {
        notice(draft, label);
    } else if likes.iter().any(|like| small.starts_with(like)) {
        notice(draft, &words);
    } else {
        notice(draft, &format!("{label}: {words}"));
    }
}

fn notice(draft: &mut Draft, words: &str) {
    let words = tidy(words).into_owned();
    if !words.is_empty() && !draft.notices.contains(&words) {
        draft.notices.push(words);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(say: impl Fn(&mut Draft), expect: &[&str]) {
        let mut draft = Draft::default();
        say(&mut draft);
        assert_eq!(draft.notices, expect);
    }

    #[test]
    fn datelines_begin_with_their_place() {
        for (dateline, place) in [
            ("PORT ALDEN, May 4, 2031 —", "PORT ALDEN"),
            ("ALDWICK, Sorrenia, 4 May", "ALDWICK, Sorrenia"),
            ("ALDWICK —", "ALDWICK"),
            ("", ""),
        ] {
            assert_eq!(place_of(dateline), place);
        }
    }

    #[test]
    fn moments_are_compared_across_zones() {
        let check = |one: &str, other: &str, later: bool| {
            assert_eq!(is_later(&Moment::of(one), &Moment::of(other)), later, "{one} {other}");
        };
        check("2031-05-04T10:30:00Z", "2031-05-04T10:30:00+02:00", true);
        check("2031-05-04T10:30Z", "2031-05-04T05:30-05:00", false);
        check("2031-05-05", "2031-05-04T10:30:00Z", true);
        check("2031-05-04", "2031-05-04T10:30:00Z", false);
    }

    #[test]
    fn readers_are_told_in_plain_words() {
        check(|draft| status(draft, "stat:usable"), &[]);
        check(|draft| status(draft, "stat:canceled"), &["Killed: do not publish"]);
        check(|draft| status(draft, "Withheld"), &["Withheld: do not publish before it is released"]);
        check(
            |draft| embargo(draft, &Moment::of("2031-05-04T12:00:00Z")),
            &["Embargoed until 2031-05-04 12:00 UTC"],
        );
        check(|draft| correction(draft, "the sum is 41"), &["Correction: the sum is 41"]);
        check(|draft| correction(draft, "CORRECTS spelling of Aldwick"), &["CORRECTS spelling of Aldwick"]);
        check(|draft| note(draft, "UPDATES with vote"), &["Note to editors: UPDATES with vote"]);
        check(|draft| note(draft, "EDS: photos move later"), &["Note to editors: EDS: photos move later"]);
        check(
            |draft| note(draft, "KILL — the vote was not held"),
            &["Killed: do not publish. KILL — the vote was not held"],
        );
        check(|draft| note(draft, "Embargoed until noon"), &["Embargoed until noon"]);
        check(
            |draft| {
                status(draft, "canceled");
                kill(draft, "Wrong port")
            },
            &["Killed: do not publish. Wrong port"],
        );
        check(
            |draft| {
                status(draft, "embargoed");
                embargo(draft, &Moment::of("2031-05-04"))
            },
            &["Embargoed until 2031-05-04"],
        );
    }
}
