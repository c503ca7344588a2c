//! A formula of a desk's own: numbers, counts, signs and brackets, read once and worked out for each stretch.

use super::counts::Counts;
use crate::rule::settings::Mistake;
use crate::rule::{Setting, Value, did_you_mean};

/// Brackets may be nested so deep.
const DEEPEST: usize = 64;
/// Bytes of the longest formula that is read.
const LONGEST: usize = 2_000;

/// A formula.
#[derive(Clone, Debug)]
pub struct Formula {
    text: String,
    root: Part,
}

#[derive(Clone, Debug)]
enum Part {
    Number(f64),
    Count(&'static str),
    Sign(char, Box<(Part, Part)>),
    Function(Function, Vec<Part>),
}

#[derive(Clone, Copy, Debug)]
enum Function {
    Sqrt,
    Min,
    Max,
}

impl Formula {
    /// Its value for these counts.
    pub fn value(&self, counts: &Counts) -> f64 {
        self.root.value(counts)
    }
}

impl Part {
    fn value(&self, counts: &Counts) -> f64 {
        match self {
            Self::Number(number) => *number,
            Self::Count(name) => counts.named(name).unwrap_or_default(),
            Self::Sign(sign, sides) => {
                let (left, right) = (sides.0.value(counts), sides.1.value(counts));
                match sign {
                    '+' => left + right,
                    '-' => left - right,
                    '*' => left * right,
                    '/' => left / right,
                    _ => left.powf(right),
                }
            }
            Self::Function(function, arguments) => {
                let mut values = arguments.iter().map(|argument| argument.value(counts));
                let first = values.next().unwrap_or_default();
                match function {
                    Function::Sqrt => first.sqrt(),
                    Function::Min => values.fold(first, f64::min),
                    Function::Max => values.fold(first, f64::max),
                }
            }
        }
    }
}

/// Reads from left to right; `deep` counts the brackets that are open.
struct Reader<'t> {
    text: &'t str,
    at: usize,
    deep: usize,
}

impl Reader<'_> {
    fn sum(&mut self) -> Result<Part, Mistake> {
        let mut left = self.product()?;
        while let Some(sign) = self.sign(&['+', '-']) {
            left = Part::Sign(sign, Box::new((left, self.product()?)));
        }
        Ok(left)
    }

    fn product(&mut self) -> Result<Part, Mistake> {
        let mut left = self.power()?;
        while let Some(sign) = self.sign(&['*', '/']) {
            left = Part::Sign(sign, Box::new((left, self.power()?)));
        }
        Ok(left)
    }

    fn power(&mut self) -> Result<Part, Mistake> {
        self.deep += 1;
        if self.deep > DEEPEST {
            return Err(mistake("is nested too deeply".to_owned(), None));
        }
        let negative = self.sign(&['-']).is_some();
        let base = self.atom()?;
        let power = match self.sign(&['^']) {
            Some(sign) => Part::Sign(sign, Box::new((base, self.power()?))),
            None => base,
        };
        self.deep -= 1;
        if negative { Ok(Part::Sign('-', Box::new((Part::Number(0.0), power)))) } else { Ok(power) }
    }

    fn atom(&mut self) -> Result<Part, Mistake> {
        if self.sign(&['(']).is_some() {
            let inner = self.sum()?;
            self.close()?;
            return Ok(inner);
        }
        let rest = &self.text[self.at..];
        let length =
            rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '_' && c != '.').unwrap_or(rest.len());
        let word = &rest[..length];
        if word.is_empty() {
            let found = rest.chars().next().map_or_else(|| "its end".to_owned(), |c| format!("`{c}`"));
            return Err(mistake(format!("has {found} where a number or a count should stand"), None));
        }
        self.at += length;
        if let Ok(number) = word.parse::<f64>() {
            return Ok(Part::Number(number));
        }
        let function = match word {
            "sqrt" => Function::Sqrt,
            "min" => Function::Min,
            "max" => Function::Max,
            _ => return count(word),
        };
        self.arguments(function, word)
    }

    fn arguments(&mut self, function: Function, name: &str) -> Result<Part, Mistake> {
        if self.sign(&['(']).is_none() {
            return Err(mistake(format!("has no `(` after `{name}`"), None));
        }
        let mut arguments = vec![self.sum()?];
        while self.sign(&[',']).is_some() {
            arguments.push(self.sum()?);
        }
        self.close()?;
        Ok(Part::Function(function, arguments))
    }

    fn close(&mut self) -> Result<(), Mistake> {
        match self.sign(&[')']) {
            Some(_) => Ok(()),
            None => Err(mistake("has a `(` that nothing closes".to_owned(), None)),
        }
    }

    /// Takes one of the signs, and the white space around it.
    fn sign(&mut self, signs: &[char]) -> Option<char> {
        let rest = self.text[self.at..].trim_start();
        let sign = rest.chars().next().filter(|c| signs.contains(c));
        let start = self.text.len() - rest.len() + sign.map_or(0, char::len_utf8);
        let after = self.text[start..].trim_start();
        self.at = self.text.len() - after.len();
        sign
    }
}

fn count(word: &str) -> Result<Part, Mistake> {
    let known = Counts::NAMES.iter().find(|name| **name == word);
    known.map(|name| Part::Count(name)).ok_or_else(|| {
        let message = format!("has `{word}`, which is neither a number nor a count");
        mistake(message, did_you_mean(word, Counts::NAMES))
    })
}

fn mistake(message: String, help: Option<String>) -> Mistake {
    Mistake { help, ..Mistake::new(message) }
}

impl Setting for Formula {
    fn read(value: &Value) -> Result<Self, Mistake> {
        let text = String::read(value)?;
        if text.len() > LONGEST {
            return Err(mistake(format!("is longer than {LONGEST} characters"), None));
        }
        let mut reader = Reader { text: &text, at: 0, deep: 0 };
        reader.sign(&[]);
        let root = reader.sum()?;
        let rest = text[reader.at..].to_owned();
        if !rest.is_empty() {
            return Err(mistake(format!("cannot be read from `{rest}` on"), None));
        }
        Ok(Self { text, root })
    }

    fn schema() -> serde_json::Value {
        String::schema()
    }

    fn json(&self) -> serde_json::Value {
        self.text.as_str().into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Formula, Mistake> {
        Formula::read(&Value::String(text.to_owned()))
    }

    #[test]
    fn formulas_are_worked_out_as_they_are_written() {
        let counts = Counts { words: 100.0, sentences: 5.0, ..Counts::default() };
        for (text, wanted) in [
            ("words / sentences", 20.0),
            ("1 + 2 * 3 - 4", 3.0),
            ("(1 + 2) * -3", -9.0),
            ("2 ^ 3 ^ 2", 512.0),
            ("-2 ^ 2", -4.0),
            ("sqrt(words) + max(1, 2, sentences)", 15.0),
            (" 0.5*min( 4 , 3 ) ", 1.5),
        ] {
            let value = read(text).expect(text).value(&counts);
            assert!((value - wanted).abs() < 1e-9, "{text} = {value}");
        }
    }

    #[test]
    fn mistakes_say_what_is_wrong() {
        for (text, says) in [
            ("word / 2", "has `word`, which is neither a number nor a count"),
            ("(words", "has a `(` that nothing closes"),
            ("words +", "has its end where a number or a count should stand"),
            ("words words", "cannot be read from `words` on"),
            ("sqrt 2", "has no `(` after `sqrt`"),
            (&"(".repeat(1_000), "is nested too deeply"),
            (&"1+".repeat(10_000), "is longer than 2000 characters"),
        ] {
            assert_eq!(read(text).expect_err(text).message, says);
        }
    }
}
