//! What a shell command typed after `|` needs: only its output shown, or the terminal for itself.

use super::message::Effect;

/// Programs that take the screen and the keys for themselves.
#[rustfmt::skip]
const FOR_THEMSELVES: &[&str] = &[
    "$EDITOR", "$PAGER", "$VISUAL", "bat", "emacs", "fzf", "gum", "helix", "hx", "kak", "less", "lnav", "micro", "more", "most",
    "nano", "nvim", "ov", "pico", "sk", "vi", "view", "vim", "vis", "visidata", "vd", "w3m",
];

/// Runs a command line on words. A `!` before it gives it the terminal, and so does a last command that is
/// known to want it (`grep Teil | less`).
#[must_use]
pub fn run(line: &str, words: String) -> Effect {
    if let Some(command) = line.strip_prefix('!') {
        // What it prints stays until it has been read.
        return Effect::Lend { command: command.trim().to_owned(), words, wait: true };
    }
    let last = line.rsplit('|').next().unwrap_or(line);
    let program = last.split_whitespace().next().unwrap_or("").trim_matches('"');
    let name = program.rsplit('/').next().unwrap_or(program);
    if FOR_THEMSELVES.contains(&name) {
        return Effect::Lend { command: line.to_owned(), words, wait: false };
    }
    Effect::Pipe(line.to_owned(), words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn programs_with_a_screen_get_the_terminal() {
        let check = |line: &str, expect: Option<(&str, bool)>| {
            let got = match run(line, String::new()) {
                Effect::Lend { command, wait, .. } => Some((command, wait)),
                _ => None,
            };
            assert_eq!(got.as_ref().map(|(command, wait)| (command.as_str(), *wait)), expect, "{line}");
        };
        check("wc -w", None);
        check("less", Some(("less", false)));
        check("grep -i teil | /usr/bin/less -S", Some(("grep -i teil | /usr/bin/less -S", false)));
        check("\"$PAGER\"", Some(("\"$PAGER\"", false)));
        check("less | wc", None);
        check("! dialogue --ask", Some(("dialogue --ask", true)));
    }
}
