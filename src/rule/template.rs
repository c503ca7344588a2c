//! Messages with gaps for named values: `“{phrase}” seems to lack an article`.

/// A message whose `{names}` are filled in when the rule speaks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Template {
    parts: Vec<Part>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Part {
    Words(String),
    Gap(String),
}

impl Template {
    /// Reads a template. A brace that opens no name stands for itself.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let mut parts = Vec::new();
        let mut rest = text;
        while let Some((before, name, after)) = next_gap(rest) {
            parts.push(Part::Words(before.to_owned()));
            parts.push(Part::Gap(name.to_owned()));
            rest = after;
        }
        parts.push(Part::Words(rest.to_owned()));
        Self { parts }
    }

    /// The template as it was written.
    #[must_use]
    pub fn text(&self) -> String {
        let part = |part: &Part| match part {
            Part::Words(words) => words.clone(),
            Part::Gap(name) => format!("{{{name}}}"),
        };
        self.parts.iter().map(part).collect()
    }

    /// A name behind a brace that nothing closes.
    #[must_use]
    pub fn unclosed(text: &str) -> Option<&str> {
        let rest = &text[text.rfind('{')? + 1..];
        let end = rest.find(|c: char| !c.is_ascii_lowercase() && c != '_').unwrap_or(rest.len());
        (end > 0 && !rest[end..].starts_with('}')).then(|| &rest[..end])
    }

    /// The names of its gaps.
    pub fn gaps(&self) -> impl Iterator<Item = &str> {
        self.parts.iter().filter_map(|part| match part {
            Part::Gap(name) => Some(name.as_str()),
            Part::Words(_) => None,
        })
    }

    /// The message with its gaps filled; `None` when a value is missing, so that no half sentence is shown.
    #[must_use]
    pub fn fill(&self, values: &[(&str, String)]) -> Option<String> {
        let mut out = String::new();
        for part in &self.parts {
            match part {
                Part::Words(words) => out.push_str(words),
                Part::Gap(name) => out.push_str(values.iter().find(|(key, _)| key == name).map(|(_, v)| v)?),
            }
        }
        Some(out)
    }
}

fn next_gap(text: &str) -> Option<(&str, &str, &str)> {
    let is_name = |name: &str| !name.is_empty() && name.bytes().all(|b| b.is_ascii_lowercase() || b == b'_');
    text.match_indices('{').find_map(|(open, _)| {
        let close = open + text[open..].find('}')?;
        let name = &text[open + 1..close];
        is_name(name).then(|| (&text[..open], name, &text[close + 1..]))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gaps_are_filled_and_other_braces_stay() {
        let template = Template::new("{ “{phrase}” {}");
        assert_eq!(template.fill(&[("phrase", "x".into())]).as_deref(), Some("{ “x” {}"));
        assert_eq!(template.fill(&[]), None);
    }
}
