//! `copydesk rules import`: another program's rules as rule files.

use std::io::{self, Write};

use super::Ending;
use super::args::{Import, Importable};
use super::terminal::Terminal;
use crate::files::path::shown;
use crate::files::read;
use crate::files::styles::{read_styles, write_new};
use crate::finding::Failure;
use crate::import::{Imported, Read, Remark, csv, vale};
use crate::report::visible::visible;

/// Reads the rules, writes ours, and says what did not come through.
///
/// # Errors
/// When standard output cannot be written to.
pub fn run(import: &Import, terminal: &Terminal) -> io::Result<Ending> {
    let mut failed = Vec::new();
    let imported = match import.from {
        Importable::Vale => vale::import(&read_styles(&import.path, &mut failed)),
        Importable::Csv => match read(&import.path) {
            Ok(source) => csv::import(&Read { path: shown(&import.path), text: source.text().to_owned() }),
            Err(error) => {
                failed.push(Failure { path: shown(&import.path), reason: error.to_string() });
                Imported::default()
            }
        },
    };
    write_new(&import.to, &imported.files, &mut failed);
    let mut out = io::stdout().lock();
    tell(&mut out, &imported)?;
    if imported.rules > 0 {
        let folder = shown(&import.to);
        writeln!(out, "# Lines for copydesk.toml:\n{}", imported.config.replace("RULES", &visible(&folder)))?;
    }
    out.flush()?;
    terminal.failures(&failed);
    let total = imported.rules + imported.programs.len() + imported.left_out.len();
    terminal.say(&format!(
        "imported {} of {total} rules to {}; scripts: {}; left out: {}",
        imported.rules,
        visible(&shown(&import.to)),
        imported.programs.len(),
        imported.left_out.len(),
    ));
    if total == 0 && failed.is_empty() {
        terminal.error(&format!("{}: no rules were found there", shown(&import.path)));
        return Ok(Ending::Failed);
    }
    let whole = imported.left_out.is_empty() && failed.is_empty();
    Ok(if whole { Ending::Quiet } else { Ending::Failed })
}

fn tell(out: &mut impl Write, imported: &Imported) -> io::Result<()> {
    let groups =
        [("left out", &imported.left_out), ("script", &imported.programs), ("note", &imported.notes)];
    for (what, remarks) in groups {
        for Remark { about, text } in remarks {
            writeln!(out, "{what}: {}: {}", visible(about), visible(text))?;
        }
    }
    Ok(())
}
