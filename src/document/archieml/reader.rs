//! Reads ArchieML line by line into a tree of values.

use std::ops::Range;

use super::line::{self, Command, Line};
use super::tree::{Id, ROOT, Tree, Value};
use crate::document::plain::each_line;

/// The values of a text, and the comments to copydesk that stand on lines of their own; no key begins in them.
pub(super) fn read(text: &str) -> (Tree<'_>, Vec<Range<usize>>) {
    let mut reader = Reader {
        text,
        tree: Tree::new(),
        comments: Vec::new(),
        scope: ROOT,
        levels: Vec::new(),
        open: None,
        skipping: false,
        ended: false,
    };
    each_line(text, |line| reader.line(line));
    (reader.tree, reader.comments)
}

struct Reader<'t> {
    text: &'t str,
    tree: Tree<'t>,
    comments: Vec<Range<usize>>,
    /// The object that keys go into.
    scope: Id,
    levels: Vec<Level<'t>>,
    /// The text that `:end` would lengthen by the lines behind it.
    open: Option<Open>,
    skipping: bool,
    /// Whether `:ignore` has been read.
    ended: bool,
}

/// An array or object that is being filled.
struct Level<'t> {
    array: Option<Id>,
    holds: Option<Holds>,
    /// The key that begins a new element when it comes again.
    first_key: Option<&'t str>,
    freeform: bool,
    /// The scope around it.
    outer: Id,
}

/// What an array's first line made it hold.
#[derive(Clone, Copy, PartialEq)]
enum Holds {
    Texts,
    Objects,
}

struct Open {
    text: Id,
    /// Where what would be added begins, and where it ends so far.
    rest: Range<usize>,
}

impl<'t> Reader<'t> {
    fn line(&mut self, range: Range<usize>) {
        if self.ended {
            return;
        }
        let comment = line::comment(self.text, range.clone());
        if let Some(comment) = comment {
            self.comments.push(comment);
            return;
        }
        match line::read(self.text, range.clone()) {
            Line::Command(command) => self.command(command),
            _ if self.skipping => {}
            Line::Key(key, value) if !self.holds(Holds::Texts) => self.key(key, value),
            Line::Element(value) if self.takes_elements() => self.element(value),
            Line::Scope { array, flags, key } => self.enter(array, flags, key),
            _ => self.words(range),
        }
    }

    fn command(&mut self, command: Command) {
        match command {
            Command::Ignore => self.ended = true,
            Command::EndSkip => self.skipping = false,
            _ if self.skipping => {}
            Command::Skip => self.skipping = true,
            Command::End => return self.end(),
        }
        self.open = None;
    }

    fn key(&mut self, key: Range<usize>, value: Range<usize>) {
        let name = &self.text[key.clone()];
        self.next_element(name, key);
        let name = if self.in_freeform() { "value" } else { name };
        let (home, last) = self.tree.home(self.scope, name);
        let text = self.tree.set(home, last, Value::Text(stretch(value.clone())));
        self.open(text, value);
    }

    fn element(&mut self, value: Range<usize>) {
        let Some(level) = self.levels.last_mut() else { return };
        let Some(array) = level.array else { return };
        level.holds = Some(Holds::Texts);
        let text = self.tree.push(array, Value::Text(stretch(value.clone())));
        self.open(text, value);
    }

    /// A line that is nothing else: words of a freeform array, or perhaps of a value that `:end` will close.
    fn words(&mut self, line: Range<usize>) {
        if let Some(array) = self.levels.last().filter(|level| level.freeform).and_then(|level| level.array) {
            let words = line::trim(self.text, line);
            if !words.is_empty() {
                let object = self.tree.push(array, Value::Object(Vec::new()));
                self.tree.set(object, "value", Value::Text(vec![words]));
            }
        } else if let Some(open) = &mut self.open {
            open.rest.end = line.end;
        }
    }

    fn enter(&mut self, array: bool, flags: &str, key: Range<usize>) {
        self.open = None;
        if key.is_empty() {
            self.scope = self.levels.pop().map_or(ROOT, |level| level.outer);
            return;
        }
        let name = &self.text[key.clone()];
        let nested = flags.contains('.');
        let in_freeform = self.in_freeform();
        if nested {
            self.next_element(name, key);
        } else {
            (self.scope, self.levels) = (ROOT, Vec::new());
        }
        let (home, last) = match (in_freeform, nested) {
            (true, true) => (self.scope, "value"),
            // As in the standard's own reader, a dot says nothing there.
            (true, false) => (ROOT, name),
            (false, _) => self.tree.home(self.scope, name),
        };
        let freeform = flags.contains('+');
        let mut level = Level { array: None, holds: None, first_key: None, freeform, outer: self.scope };
        if array {
            let value = Value::Array { elements: Vec::new(), freeform };
            level.array = Some(self.tree.set(home, last, value));
        } else {
            self.scope = self.tree.object(home, last);
        }
        self.levels.push(level);
    }

    /// Inside an array of objects a key may begin the next one; in a freeform array every key does.
    fn next_element(&mut self, name: &'t str, key: Range<usize>) {
        self.open = None;
        let Some(level) = self.levels.last_mut() else { return };
        let Some(array) = level.array.filter(|_| level.holds != Some(Holds::Texts)) else { return };
        level.holds = Some(Holds::Objects);
        if level.freeform || level.first_key.is_none_or(|first| first == name) {
            self.scope = self.tree.push(array, Value::Object(Vec::new()));
        }
        if level.freeform {
            self.tree.set(self.scope, "type", Value::Text(vec![key]));
        } else {
            level.first_key.get_or_insert(name);
        }
    }

    fn open(&mut self, text: Id, value: Range<usize>) {
        self.open = Some(Open { text, rest: line::behind(self.text, value) });
    }

    fn end(&mut self) {
        let Some(open) = self.open.take() else { return };
        self.tree.lengthen(open.text, line::continuation(self.text, open.rest));
    }

    fn holds(&self, what: Holds) -> bool {
        self.levels.last().is_some_and(|level| level.holds == Some(what))
    }

    fn takes_elements(&self) -> bool {
        let level = self.levels.last();
        level.is_some_and(|level| level.array.is_some() && !level.freeform) && !self.holds(Holds::Objects)
    }

    fn in_freeform(&self) -> bool {
        self.levels.last().is_some_and(|level| level.freeform)
    }
}

fn stretch(value: Range<usize>) -> Vec<Range<usize>> {
    if value.is_empty() { Vec::new() } else { vec![value] }
}

#[cfg(test)]
mod tests {
    use serde_json::{Map, Value as Json};

    use super::*;

    fn json(text: &str, tree: &Tree<'_>, id: Id) -> Json {
        match tree.value(id) {
            Value::Text(stretches) => {
                stretches.iter().map(|one| &text[one.clone()]).collect::<String>().into()
            }
            Value::Array { elements, .. } => elements.iter().map(|&one| json(text, tree, one)).collect(),
            Value::Object(members) => {
                let members = members.iter().map(|&(key, one)| (key.to_owned(), json(text, tree, one)));
                Json::Object(members.collect::<Map<_, _>>())
            }
        }
    }

    /// The values as JSON; lines of a freeform array have the type `text`, as the standard writes it.
    fn values(text: &str) -> Json {
        let (tree, _) = read(text);
        let mut whole = json(text, &tree, ROOT);
        name_texts(&tree, ROOT, &mut whole);
        whole
    }

    fn name_texts(tree: &Tree<'_>, id: Id, json: &mut Json) {
        match (tree.value(id), json) {
            (Value::Array { elements, freeform }, Json::Array(values)) => {
                for (&element, value) in elements.iter().zip(values) {
                    if let (true, Json::Object(members)) = (*freeform, &mut *value) {
                        members.entry("type").or_insert("text".into());
                    }
                    name_texts(tree, element, value);
                }
            }
            (Value::Object(members), Json::Object(values)) => {
                members.iter().for_each(|&(key, one)| name_texts(tree, one, &mut values[key]));
            }
            _ => {}
        }
    }

    fn holds(text: &str, expected: &str) {
        let expected: Json = serde_json::from_str(expected).expect("the test's own JSON");
        assert_eq!(values(text), expected, "{text}");
    }

    #[test]
    fn keys_scopes_and_lists_make_a_tree() {
        holds("hed:  Port shut \nnone\nmeta.desk: sea\n", r#"{"hed": "Port shut", "meta": {"desk": "sea"}}"#);
        holds("{a.b}\nc: 1\n{}\nd: 2", r#"{"a": {"b": {"c": "1"}}, "d": "2"}"#);
        holds("[ships]\n * Ada\n* Bell: x\n[]\nd: 2", r#"{"ships": ["Ada", "Bell: x"], "d": "2"}"#);
        holds(
            "[ships]\nname: Ada\nport: Hull\nname: Bell\n[.crew]\n* Li\n[]\nport: Bo\n",
            r#"{"ships": [{"name": "Ada", "port": "Hull"}, {"name": "Bell", "crew": ["Li"], "port": "Bo"}]}"#,
        );
        holds(
            "[+body]\nOne: two three\nIt rained.\n\n{.image}\nname: s.jpg\n{}\nIt poured.\n",
            r#"{"body": [{"type": "One", "value": "two three"}, {"type": "text", "value": "It rained."},
                {"type": "image", "value": {"name": "s.jpg"}}, {"type": "text", "value": "It poured."}]}"#,
        );
    }

    #[test]
    fn values_run_on_to_their_end() {
        holds(
            "body:\r\nOne.\r\n\r\n\\two: x\r\n  \\\\:end\r\n :END now\r\nmore",
            r#"{"body": "One.\r\n\r\ntwo: x\r\n  \\:end"}"#,
        );
        holds("a: 1 \n2\n:end", r#"{"a": "1 \n2"}"#);
        holds("a: 1\n:skip\na: 2\n:endskip\nb: 3\n:ignore\na: 4\n", r#"{"a": "1", "b": "3"}"#);
    }

    /// The suite of the standard is not part of this repository: `tests/foreign/archieml FOLDER` names its folder.
    #[test]
    #[allow(clippy::disallowed_methods, reason = "the suite lies outside")]
    fn the_standards_own_answers_hold() {
        let Some(folder) = std::env::var_os("COPYDESK_ARCHIEML_SUITE") else {
            eprintln!("COPYDESK_ARCHIEML_SUITE names no folder: the suite is left out");
            return;
        };
        let (mut held, mut wrong) = (0, Vec::new());
        for entry in std::fs::read_dir(folder).expect("the suite's folder can be read") {
            let path = entry.expect("an entry").path();
            if path.extension().is_none_or(|extension| extension != "aml") {
                continue;
            }
            let text = std::fs::read_to_string(&path).expect("a case can be read");
            let mut found = values(&text);
            let members = found.as_object_mut().expect("the root is an object");
            members.remove("test");
            let answer = members.remove("result").expect("a case has its answer");
            let answer: Json = serde_json::from_str(answer.as_str().unwrap_or_default()).expect("JSON");
            if found == answer {
                held += 1;
            } else {
                wrong.push(format!("{}: {found} instead of {answer}", path.display()));
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
        assert!(held >= 180, "only {held} cases");
        eprintln!("{held} cases hold");
    }
}
