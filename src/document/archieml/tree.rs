//! ArchieML 1.0 as a tree of values: texts, objects and arrays, with the place of every word.
//!
//! The tree lies flat in one list and is walked without recursion, so that no file is too deep for it.

use std::collections::HashMap;
use std::ops::Range;

/// A value's number in its tree.
pub(super) type Id = usize;

/// The object that holds everything else.
pub(super) const ROOT: Id = 0;

/// A value.
#[derive(Debug)]
pub(super) enum Value<'t> {
    /// Text, as the stretches of the source that make it up.
    Text(Vec<Range<usize>>),
    /// Members in the order in which they were first named.
    Object(Vec<(&'t str, Id)>),
    /// Elements; a freeform array holds an object for every line and key.
    Array { elements: Vec<Id>, freeform: bool },
}

/// All values of a file.
#[derive(Debug)]
pub(super) struct Tree<'t> {
    values: Vec<Value<'t>>,
    /// Where an object's member stands among its members.
    places: HashMap<(Id, &'t str), usize>,
}

impl<'t> Tree<'t> {
    pub fn new() -> Self {
        Self { values: vec![Value::Object(Vec::new())], places: HashMap::new() }
    }

    pub fn value(&self, id: Id) -> &Value<'t> {
        &self.values[id]
    }

    /// The value of an object's member.
    pub fn get(&self, object: Id, key: &'t str) -> Option<Id> {
        let Value::Object(members) = &self.values[object] else { return None };
        self.places.get(&(object, key)).map(|&place| members[place].1)
    }

    /// Gives an object's member a new value.
    pub fn set(&mut self, object: Id, key: &'t str, value: Value<'t>) -> Id {
        let id = self.add(value);
        let Value::Object(members) = &mut self.values[object] else { return id };
        match self.places.get(&(object, key)) {
            Some(&place) => members[place].1 = id,
            None => {
                self.places.insert((object, key), members.len());
                members.push((key, id));
            }
        }
        id
    }

    /// Adds an element to an array.
    pub fn push(&mut self, array: Id, value: Value<'t>) -> Id {
        let id = self.add(value);
        if let Value::Array { elements, .. } = &mut self.values[array] {
            elements.push(id);
        }
        id
    }

    /// The object under a key, made where none is.
    pub fn object(&mut self, home: Id, key: &'t str) -> Id {
        match self.get(home, key) {
            Some(id) if matches!(self.values[id], Value::Object(_)) => id,
            _ => self.set(home, key, Value::Object(Vec::new())),
        }
    }

    /// Where the last part of a dotted key belongs.
    pub fn home(&mut self, from: Id, key: &'t str) -> (Id, &'t str) {
        let Some((path, last)) = key.rsplit_once('.') else { return (from, key) };
        (path.split('.').fold(from, |home, part| self.object(home, part)), last)
    }

    /// Lengthens a text.
    pub fn lengthen(&mut self, text: Id, stretches: Vec<Range<usize>>) {
        if let Value::Text(own) = &mut self.values[text] {
            own.extend(stretches);
        }
    }

    fn add(&mut self, value: Value<'t>) -> Id {
        self.values.push(value);
        self.values.len() - 1
    }
}
