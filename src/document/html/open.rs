//! The elements that are open at a place, and which of them end where others begin or end.

use super::super::Role;
use super::element::Kind;

/// What the open elements make of the words inside them.
#[derive(Clone, Copy, Debug)]
pub(super) struct State {
    pub role: Role,
    pub silent: bool,
    /// Silent only because a form stands around it.
    pub form: bool,
    pub preformatted: bool,
}

/// The open elements, the outermost first.
#[derive(Debug)]
pub(super) struct Open {
    /// Outside all elements.
    outside: State,
    elements: Vec<Element>,
    /// Elements that are open beyond [`DEEPEST`].
    beyond: usize,
}

#[derive(Debug)]
struct Element {
    name: String,
    kind: Kind,
    state: State,
}

/// Elements inside elements beyond this depth have no effect.
const DEEPEST: usize = 2048;
/// How far up an end tag looks for its element.
const REACH: usize = 256;

impl Open {
    /// No element is open; words outside all have this role.
    pub fn new(role: Role) -> Self {
        let outside = State { role, silent: false, form: false, preformatted: false };
        Self { outside, elements: Vec::new(), beyond: 0 }
    }

    /// What the words at this place are.
    pub fn state(&self) -> State {
        self.elements.last().map_or(self.outside, |element| element.state)
    }

    /// The kind of the innermost block.
    pub fn block(&self) -> Option<Kind> {
        self.within_reach().map(|at| self.elements[at].kind).find(|kind| kind.is_block())
    }

    /// Ends what ends where an element of this kind begins.
    pub fn make_room(&mut self, next: Kind) {
        let mut keep = self.elements.len();
        for at in self.within_reach() {
            let kind = self.elements[at].kind;
            if kind.ends_before(next) {
                keep = at;
            } else if kind.is_block() {
                break;
            }
        }
        self.elements.truncate(keep);
    }

    /// Opens an element.
    pub fn push(&mut self, name: &str, kind: Kind, state: State) {
        if self.elements.len() == DEEPEST {
            self.beyond += 1;
            return;
        }
        self.elements.push(Element { name: name.to_owned(), kind, state });
    }

    /// Ends the innermost element of this name, with all inside it; its kind, where there is one.
    pub fn pop(&mut self, name: &str) -> Option<Kind> {
        if self.beyond > 0 {
            self.beyond -= 1;
            return None;
        }
        let kind = Kind::of(name);
        for at in self.within_reach() {
            let element = &self.elements[at];
            let headings = matches!((kind, element.kind), (Kind::Heading(_), Kind::Heading(_)));
            if element.name == name || headings {
                let kind = element.kind;
                self.elements.truncate(at);
                return Some(kind);
            }
            if (kind == Kind::Inline && element.kind.is_block()) || element.kind.shields_from(name) {
                return None;
            }
        }
        None
    }

    fn within_reach(&self) -> impl Iterator<Item = usize> + use<> {
        (0..self.elements.len()).rev().take(REACH)
    }
}
