//! Grammatical gender, as far as titles, given names and role nouns tell it.

use super::super::lexicon::Classes;

/// How a person is spoken of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Gender {
    #[default]
    Unknown,
    Man,
    Woman,
}

impl Gender {
    /// What a title or role noun tells.
    pub(super) fn of_role(classes: Classes) -> Gender {
        Gender::of(classes.any(Classes::MAN), classes.any(Classes::WOMAN))
    }

    /// What a given name tells.
    pub(super) fn of_given(classes: Classes) -> Gender {
        Gender::of(classes.any(Classes::GIVEN_MAN), classes.any(Classes::GIVEN_WOMAN))
    }

    fn of(man: bool, woman: bool) -> Gender {
        match (man, woman) {
            (true, false) => Gender::Man,
            (false, true) => Gender::Woman,
            _ => Gender::Unknown,
        }
    }

    /// This, or `other` when this tells nothing.
    pub(super) fn or(self, other: Gender) -> Gender {
        if self == Gender::Unknown { other } else { self }
    }

    /// True unless one is a man and the other a woman.
    pub(super) fn agrees(self, other: Gender) -> bool {
        self == other || self == Gender::Unknown || other == Gender::Unknown
    }
}
