//! What is wrong with a pattern, said to somebody who writes few of them.

use regex_syntax::Error;
use regex_syntax::ast::ErrorKind;

use crate::rule::settings::Mistake;
use crate::span::Span;

/// A mistake at a place inside the pattern.
pub fn at(inside: Span, what: &str, help: Option<&str>) -> Mistake {
    let mut mistake = Mistake::new(format!("is a bad pattern: {what}"));
    mistake.inside = Some(inside);
    mistake.help = help.map(str::to_owned);
    mistake
}

/// A pattern of more than `most` states.
pub fn too_large(size: usize, most: usize) -> Mistake {
    let mut mistake =
        Mistake::new(format!("is too large a pattern: it needs {size} states, and {most} are allowed"));
    mistake.help = Some("list words as phrases, and keep the numbers in `{…}` small".to_owned());
    mistake
}

/// What the parser says, in plain words. `origin` leads from its offsets to the pattern's.
pub fn of(error: &Error, origin: impl Fn(usize) -> usize) -> Mistake {
    match error {
        Error::Parse(error) => {
            let span = error.span();
            let inside = Span::new(origin(span.start.offset), origin(span.end.offset));
            let (what, help) = of_syntax(error.kind());
            at(inside, &what, help)
        }
        Error::Translate(error) => {
            let span = error.span();
            let inside = Span::new(origin(span.start.offset), origin(span.end.offset));
            at(inside, &error.kind().to_string(), None)
        }
        other => Mistake::new(format!("is a bad pattern: {other}")),
    }
}

fn of_syntax(kind: &ErrorKind) -> (String, Option<&'static str>) {
    let what = match kind {
        ErrorKind::GroupUnclosed => "this bracket is not closed",
        ErrorKind::GroupUnopened => "this bracket closes nothing",
        ErrorKind::ClassUnclosed => "this square bracket is not closed",
        ErrorKind::ClassRangeInvalid => "this range runs backwards",
        ErrorKind::RepetitionMissing => {
            return (
                "there is nothing here to repeat".into(),
                Some("a sign that means itself has a backslash: `\\*`"),
            );
        }
        ErrorKind::RepetitionCountInvalid => "the first number has to be the smaller one",
        ErrorKind::RepetitionCountUnclosed => "this brace is not closed",
        ErrorKind::EscapeUnexpectedEof => "nothing stands after the last backslash",
        ErrorKind::EscapeUnrecognized => {
            return (
                "this letter means nothing after a backslash".into(),
                Some("in TOML a pattern is best written in single quotes, where a backslash is one"),
            );
        }
        ErrorKind::NestLimitExceeded(_) => "its brackets stand too deep in one another",
        other => return (other.to_string(), None),
    };
    (what.to_owned(), None)
}
