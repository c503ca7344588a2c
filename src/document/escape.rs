//! How words have to be written so that the file's format reads them as these very words again.

/// The layers that stand between a story's words and the file, the innermost first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Escapes {
    layers: [Option<Layer>; Escapes::DEEPEST],
}

/// One way of writing words inside other text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layer {
    /// Text between the tags of HTML or XML.
    Markup,
    /// The value of an attribute in HTML or XML.
    Attribute,
    /// A CDATA section of XML.
    Cdata,
    /// A string of JSON.
    Json,
    /// Words that may hold neither line breaks nor control characters, and have no escapes.
    Line,
    /// Words between single quotation marks in YAML, which are doubled.
    SingleQuoted,
    /// Words between single quotation marks in TOML, which cannot hold any.
    Literal,
    /// A value of YAML without marks around it: it may hold nothing that YAML would read as more than words.
    Bare,
}

impl Escapes {
    /// Markup in JSON in XML is the deepest that is known; one more for safety.
    const DEEPEST: usize = 4;

    /// Words that stand in the file as they are.
    pub const NONE: Self = Self { layers: [None; Self::DEEPEST] };

    /// Words inside one layer.
    #[must_use]
    pub fn of(layer: Layer) -> Self {
        Self::NONE.inside(layer)
    }

    /// The same inside one more layer.
    ///
    /// # Panics
    /// Never: a layer too many is kept as one that takes no words at all, see [`Self::write`].
    #[must_use]
    pub fn inside(mut self, layer: Layer) -> Self {
        match self.layers.iter_mut().find(|layer| layer.is_none()) {
            Some(free) => *free = Some(layer),
            None => self.layers = [Some(Layer::Line); Self::DEEPEST],
        }
        self
    }

    /// The same inside all layers of `outer`.
    #[must_use]
    pub fn inside_all(self, outer: Self) -> Self {
        outer.layers.into_iter().flatten().fold(self, Self::inside)
    }

    /// The words as the file has to hold them; `None` where it cannot.
    #[must_use]
    pub fn write(self, words: &str) -> Option<String> {
        self.layers.into_iter().flatten().try_fold(words.to_owned(), |words, layer| layer.write(&words))
    }

    /// The same for words between what stands `before` and `after` them in the file: with it they may not end a section.
    #[must_use]
    pub fn write_between(self, before: &str, words: &str, after: &str) -> Option<String> {
        let words = self.write(words)?;
        if !self.layers.contains(&Some(Layer::Cdata)) {
            return Some(words);
        }
        let (before, after) = (before.as_bytes(), after.as_bytes());
        // Two bytes of each, so that the end of the section itself is not taken for one that is new.
        let before = &before[before.len().saturating_sub(2)..];
        let near = [before, words.as_bytes(), &after[..after.len().min(2)]].concat();
        memchr::memmem::find(&near, b"]]>").is_none().then_some(words)
    }
}

impl Layer {
    fn write(self, words: &str) -> Option<String> {
        let breaks = |character: char| character.is_control();
        match self {
            Self::Markup => {
                let harmful = |character: char| character.is_control() && !"\n\r\t".contains(character);
                (!words.contains(harmful))
                    .then(|| words.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;"))
            }
            Self::Attribute => {
                let words = Self::Markup.write(words)?;
                Some(words.replace('"', "&quot;").replace('\'', "&#39;"))
            }
            Self::Cdata => (!words.contains("]]") && !words.contains('>')).then(|| words.to_owned()),
            Self::Json => {
                let quoted = serde_json::to_string(words).ok()?;
                Some(quoted[1..quoted.len() - 1].to_owned())
            }
            Self::Line => (!words.contains(breaks)).then(|| words.to_owned()),
            Self::SingleQuoted => (!words.contains(breaks)).then(|| words.replace('\'', "''")),
            Self::Literal => (!words.contains(breaks) && !words.contains('\'')).then(|| words.to_owned()),
            Self::Bare => {
                let marks = |character: char| character.is_control() || ":#,[]{}".contains(character);
                let opens = |first: char| first.is_ascii_punctuation() && !"($.".contains(first);
                (!words.contains(marks) && !words.starts_with(opens)).then(|| words.to_owned())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_escaped_from_the_inside_out() {
        let nested = Escapes::of(Layer::Markup).inside(Layer::Json);
        assert_eq!(nested.write("AT&T “x” \"y\"").as_deref(), Some("AT&amp;T “x” \\\"y\\\""));
        assert_eq!(
            Escapes::of(Layer::Markup).inside(Layer::Markup).write("a & b").as_deref(),
            Some("a &amp;amp; b")
        );
        assert_eq!(Escapes::of(Layer::Attribute).write("a \"b'\"").as_deref(), Some("a &quot;b&#39;&quot;"));
        assert_eq!(Escapes::of(Layer::Cdata).write("a ]]> b"), None);
        for (before, words, after) in
            [("a ]]", "", "> b"), ("a ]", "]", "> b"), ("a ", "]", "]> b"), ("a", "b>", "")]
        {
            assert_eq!(
                Escapes::of(Layer::Cdata).write_between(before, words, after),
                None,
                "{before}{words}{after}"
            );
        }
        for (before, words, after) in [("a ", "]", "]]>"), ("<![CDATA[", "", "]]>"), ("é", "é", "é")] {
            let written = Escapes::of(Layer::Cdata).write_between(before, words, after);
            assert_eq!(written.as_deref(), Some(words));
        }
        assert_eq!(Escapes::NONE.write_between("]]", "", ">").as_deref(), Some(""));
        assert_eq!(Escapes::of(Layer::Line).write("a\nb"), None);
        assert_eq!(Escapes::of(Layer::SingleQuoted).write("it's").as_deref(), Some("it''s"));
        assert_eq!(Escapes::of(Layer::Bare).write("it's a \"day\"").as_deref(), Some("it's a \"day\""));
        let broken =
            [(Layer::Bare, "a: b"), (Layer::Bare, "\"a"), (Layer::Bare, "a #b"), (Layer::Literal, "it's")];
        assert!(broken.into_iter().all(|(layer, words)| Escapes::of(layer).write(words).is_none()));
        assert_eq!(Escapes::NONE.write("a & b").as_deref(), Some("a & b"));
    }
}
