//! `copydesk explain RULE`.

use std::io::{self, Write};
use std::path::Path;

use super::Ending;
use super::args::Explain;
use super::check::{all_rules, desk_problems};
use super::terminal::Terminal;
use crate::checks::registry::KINDS;
use crate::report::visible::visible;
use crate::rule::{Rule, did_you_mean};

/// Prints what a rule looks for, why, its settings and its examples.
///
/// # Errors
/// When standard output cannot be written to.
pub fn run(explain: &Explain, terminal: &Terminal) -> io::Result<Ending> {
    let mut desks = all_rules(&explain.origin);
    let desk = desks.of_folder(&crate::files::path::absolute(Path::new("."))).desk;
    let _ = desk.default_rules();
    let mistakes = desk_problems(&mut desks, Vec::new(), terminal)?;
    let Some(rule) = desk.catalogue().rules().iter().find(|rule| *rule.name == *explain.rule) else {
        let names = desk.catalogue().rules().iter().map(|rule| &*rule.name);
        let help = did_you_mean(&explain.rule, names).map_or_else(String::new, |help| format!("; {help}"));
        terminal.error(&format!("there is no rule `{}`{help}", explain.rule));
        return Ok(Ending::Failed);
    };
    print(rule, &mut io::stdout().lock())?;
    Ok(if mistakes { Ending::Failed } else { Ending::Quiet })
}

fn print(rule: &Rule, out: &mut dyn Write) -> io::Result<()> {
    let pack = rule.pack.as_deref().map_or_else(String::new, |pack| format!(", pack {pack}"));
    let state = if rule.runs_by_default() { "on" } else { "off" };
    writeln!(
        out,
        "{} ({}, check {}{pack}, {state} by default)\n",
        rule.name,
        rule.severity.name(),
        rule.check
    )?;
    lines(rule.why.trim(), "", out)?;
    if let Some(link) = &rule.link {
        writeln!(out, "\nMore: {}", visible(link))?;
    }
    for example in &rule.examples {
        if let Some(source) = &example.source {
            writeln!(out, "\nWith this source:")?;
            lines(source.value.trim(), "    ", out)?;
        }
        for (title, words) in [("Speaks on:", &example.bad), ("Stays silent on:", &example.good)] {
            if let Some(words) = words {
                writeln!(out, "\n{title}")?;
                lines(words.value.trim(), "    ", out)?;
            }
        }
    }
    settings(rule, out)?;
    writeln!(out, "\nTo accept one finding, write before its sentence or paragraph:")?;
    writeln!(out, "    <!-- copydesk: allow {} -- your reason -->", rule.name)
}

fn settings(rule: &Rule, out: &mut dyn Write) -> io::Result<()> {
    let fields = KINDS.iter().find(|kind| *kind.name == *rule.check).map_or(&[][..], |kind| kind.fields);
    if fields.is_empty() {
        return Ok(());
    }
    writeln!(out, "\nSettings, under [settings.{}] in copydesk.toml:", rule.name)?;
    for field in fields {
        writeln!(out, "    {} = {}", field.name, (field.default)())?;
        writeln!(out, "        {}", field.about.trim())?;
    }
    Ok(())
}

fn lines(text: &str, indent: &str, out: &mut dyn Write) -> io::Result<()> {
    text.lines().try_for_each(|line| {
        let line = visible(line);
        if line.is_empty() { writeln!(out) } else { writeln!(out, "{indent}{line}") }
    })
}
