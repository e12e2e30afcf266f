//! The whole reading of one article, stage by stage.

use super::block::Structure;
use super::lang::{known, lang};
use super::people;
use super::person::Person;
use super::quote::Quote;
use super::quotes;
use super::scene::Scene;
use super::structure::{datelines, structure};

/// What a text says: its structure, its quotes and its people.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reading {
    /// ISO 639-1 code of the language (`en`), or `""` when it could not be told.
    pub lang: &'static str,
    /// Head, blocks, images, links.
    pub structure: Structure,
    /// The quotes, in text order.
    pub quotes: Vec<Quote>,
    /// The people, in the order in which they are first named.
    pub people: Vec<Person>,
}

/// The version of the reading: another number whenever its code or its words have changed, so that a reading kept
/// elsewhere can be told to be of an older one.
pub const ENGINE: u32 = match u32::from_str_radix(env!("QUOTIDIAN_ENGINE"), 10) {
    Ok(engine) => engine,
    Err(_) => 0,
};

/// Reads a plain text.
#[must_use]
pub fn read(text: &str) -> Reading {
    with_structure(text, structure(text), "")
}

/// Reads a text of which `structure` is the structure, as a format gave it; only the dateline is still
/// looked for. `lang` is the language that the format names (any tag that begins with its ISO 639-1 code), or `""`.
#[must_use]
pub fn read_structured(text: &str, mut structure: Structure, lang: &str) -> Reading {
    datelines::find(text, &mut structure);
    with_structure(text, structure, lang)
}

fn with_structure(text: &str, structure: Structure, named: &str) -> Reading {
    let lang = match lang(text, &structure) {
        "" => known(named.split(['-', '_']).next().unwrap_or("")),
        lang => lang,
    };
    let (quotes, people) = {
        let scene = Scene::of(text, &structure).in_language(lang);
        let cast = people::find(&scene);
        let quotes = quotes::find(&scene, &cast);
        let people = cast.finish(&quotes);
        (quotes, people)
    };
    Reading { lang, structure, quotes, people }
}
