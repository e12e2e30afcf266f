//! Blame: of a query that finds nothing, the part that finds nothing by itself, or the two that have nothing in common.

use super::tree::{Node, Query};
use crate::text::Span;

/// So many parts are tried in pairs.
const PAIRED: usize = 6;

/// Why a query finds nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Blame {
    /// The parts to blame, as they stand in what was typed.
    pub spans: Vec<Span>,
    /// They find something alone, but nothing together.
    pub together: bool,
}

impl Blame {
    /// The words for it; `query` is what was typed.
    #[must_use]
    pub fn words(&self, query: &str) -> String {
        let parts: Vec<String> = self.spans.iter().map(|span| format!("`{}`", span.of(query))).collect();
        match (self.together, parts.as_slice()) {
            (_, []) => "only all of it together finds nothing".to_owned(),
            (true, parts) => format!("{} have nothing in common", parts.join(" and ")),
            (false, [one]) => format!("{one} finds nothing"),
            (false, parts) => format!("{} find nothing, each by itself", parts.join(" and ")),
        }
    }
}

/// Blames a part of a query that finds nothing. `finds` is asked whether others do; none ends the search.
pub fn blame(query: &Query, finds: &mut dyn FnMut(&Query) -> Option<bool>) -> Option<Blame> {
    let parts: &[Node] = match &query.root {
        Node::All(parts) => parts,
        one => std::slice::from_ref(one),
    };
    if parts.len() == 1 {
        return Some(Blame { spans: vec![parts[0].span()], together: false });
    }
    let mut alone = Vec::new();
    for part in parts {
        if !finds(&Query { root: part.clone() })? {
            alone.push(part.span());
        }
    }
    if !alone.is_empty() {
        return Some(Blame { spans: alone, together: false });
    }
    for (at, one) in parts.iter().enumerate().take(PAIRED) {
        for other in parts.iter().take(PAIRED).skip(at + 1) {
            let pair = Query { root: Node::All(vec![one.clone(), other.clone()]) };
            if parts.len() > 2 && finds(&pair)? {
                continue;
            }
            return Some(Blame { spans: vec![one.span(), other.span()], together: true });
        }
    }
    Some(Blame { spans: Vec::new(), together: true })
}
