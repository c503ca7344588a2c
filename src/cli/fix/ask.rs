//! Asks about each fix, as `git add -p` asks about each hunk.

use std::collections::BTreeSet;
use std::io::{self, BufRead, Write};
use std::sync::Arc;

use super::draft::{Job, Mended, reading, text};
use crate::cli::drafts::{Draft, Drafts};
use crate::finding::{Finding, Safety};
use crate::fix::{Attempt, Session, first_fix};
use crate::report::Style;
use crate::report::diff::{self, Pair};
use crate::report::full;
use crate::report::visible::visible;

const HELP: &str = "y  make this change
n  leave it
a  make this change and all others of this rule
s  leave this and all others of this rule
q  quit: what was said yes to is kept, the rest is left
?  this list";

/// A person who answers.
pub struct Asker<R, W> {
    answers: R,
    out: W,
    style: Style,
    /// Rules whose fixes are all made.
    always: BTreeSet<Arc<str>>,
    /// Rules whose fixes are all left.
    never: BTreeSet<Arc<str>>,
    answered: bool,
    over: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Answer {
    Yes,
    No,
    Quit,
}

/// Where the questions have got to: everything before this has been asked about.
type Cursor = (u32, Arc<str>, u32, String);

impl<R: BufRead, W: Write> Asker<R, W> {
    /// Nothing has been asked yet.
    pub fn new(answers: R, out: W, style: Style) -> Self {
        Self {
            answers,
            out,
            style,
            always: BTreeSet::new(),
            never: BTreeSet::new(),
            answered: false,
            over: false,
        }
    }

    /// Goes through the drafts until all are done or nobody answers; nothing when nobody ever has.
    ///
    /// # Errors
    /// When standard output cannot be written to.
    pub fn ask_all(
        &mut self,
        job: &Job<'_>,
        drafts: &Drafts,
    ) -> io::Result<Option<Vec<Result<Mended, String>>>> {
        let mut results = Vec::new();
        for draft in &drafts.files {
            let mut broken = None;
            let result = job.with_session(draft, |session| {
                self.ask(draft, session).map_err(|error| {
                    let words = error.to_string();
                    broken = Some(error);
                    words
                })
            });
            if let Some(error) = broken {
                return Err(error);
            }
            results.push(result);
            if self.over {
                break;
            }
        }
        Ok((self.answered || !self.over).then_some(results))
    }

    /// Asks about each finding of a draft that has a fix; how many fixes had to be left out.
    fn ask(&mut self, draft: &Draft, session: &mut Session<'_>) -> io::Result<usize> {
        let mut cursor: Option<Cursor> = None;
        let mut left_out = 0;
        while !self.over {
            let Some(at) = next(session, cursor.as_ref()) else { break };
            let finding = session.findings()[at].clone();
            let (rule, start) = (Arc::clone(&finding.rule), finding.primary.place.start);
            cursor = Some(key(&finding));
            if self.never.contains(&rule) {
                continue;
            }
            let Attempt::Good(state) = session.attempt(&[at]) else {
                left_out += usize::from(session.has_characters_of(&finding.fixes[0]));
                continue;
            };
            let answer = match self.always.contains(&rule) {
                true => Answer::Yes,
                false => {
                    self.show(draft, &finding, session.bytes(), state.bytes())?;
                    self.answer(&rule)?
                }
            };
            match answer {
                Answer::Quit => self.over = true,
                Answer::No => {}
                Answer::Yes => {
                    session.take(&[at], state);
                    cursor = cursor.map(|key| (session.moved(start), key.1, session.moved(key.2), key.3));
                }
            }
        }
        Ok(left_out)
    }

    fn show(&mut self, draft: &Draft, finding: &Finding, old: &[u8], new: &[u8]) -> io::Result<()> {
        write!(self.out, "{}", full::draw(finding, &self.style))?;
        let reading = reading(draft);
        if let (Some((old, _)), Some((new, _))) = (text(old, reading), text(new, reading)) {
            let pair = Pair { path: &draft.found.shown, old: &old, new: &new };
            if self.style.color {
                write!(self.out, "{}", diff::draw(pair, &self.style))?;
            }
        }
        Ok(())
    }

    fn answer(&mut self, rule: &Arc<str>) -> io::Result<Answer> {
        loop {
            write!(self.out, "Make this change [y,n,a,s,q,?]? ")?;
            self.out.flush()?;
            let mut line = String::new();
            // Words in another encoding are no answer, and asked about again.
            let read = match self.answers.read_line(&mut line) {
                Err(error) if error.kind() == io::ErrorKind::InvalidData => 1,
                other => other?,
            };
            if read == 0 {
                writeln!(self.out)?;
                return Ok(Answer::Quit);
            }
            self.answered = true;
            match line.trim().to_lowercase().as_str() {
                "y" | "yes" => return Ok(Answer::Yes),
                "n" | "no" => return Ok(Answer::No),
                "q" | "quit" => return Ok(Answer::Quit),
                "a" => {
                    self.always.insert(Arc::clone(rule));
                    return Ok(Answer::Yes);
                }
                "s" => {
                    self.never.insert(Arc::clone(rule));
                    return Ok(Answer::No);
                }
                "?" => writeln!(self.out, "{HELP}")?,
                other => writeln!(self.out, "“{}” is no answer.\n{HELP}", visible(other))?,
            }
        }
    }
}

/// The first finding behind the cursor that has a fix.
fn next(session: &Session<'_>, cursor: Option<&Cursor>) -> Option<usize> {
    let findings = session.findings();
    let with_fix = findings.iter().enumerate().filter(|(_, one)| first_fix(one, Safety::Suggested).is_some());
    let behind =
        with_fix.map(|(at, one)| (key(one), at)).filter(|(key, _)| cursor.is_none_or(|cursor| key > cursor));
    behind.min().map(|(_, at)| at)
}

fn key(finding: &Finding) -> Cursor {
    let place = finding.primary.place;
    (place.start, Arc::clone(&finding.rule), place.end, finding.message.clone())
}
