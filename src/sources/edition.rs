//! The embedded edition: the articles of `seeds/`, compiled into the program.

/// Every article's path, as readers see it (`edition/NAME.txt`), and its text, sorted by path.
pub static EDITION: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/edition.rs"));

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_seed_is_in_the_edition() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/seeds");
        let names = std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.file_name());
        let mut texts: Vec<String> = names
            .map(|name| format!("edition/{}", name.to_string_lossy()))
            .filter(|name| name.ends_with(".txt"))
            .collect();
        texts.sort();
        assert_eq!(EDITION.iter().map(|(path, _)| *path).collect::<Vec<_>>(), texts);
    }
}
