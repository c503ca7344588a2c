//! Spreadsheets as newsrooms have them, and the rule files they become.

use super::super::{Imported, Read};

fn imported(text: &str) -> Imported {
    super::import(&Read { path: "sheet.csv".into(), text: text.to_owned() })
}

fn left_out(imported: &Imported) -> Vec<String> {
    imported.left_out.iter().map(|one| format!("{}: {}", one.about, one.text)).collect()
}

#[test]
fn columns_stand_in_any_order_and_cells_may_be_quoted() {
    let sheet = "Message;Type;Category;Pattern;Replacement;Notes\r\n\
                 \"Say “use”; it is shorter\";phrase;Plain words;utilise;use;\"Two\nlines\"\r\n";
    let imported = imported(sheet);
    assert_eq!(left_out(&imported), [""; 0]);
    assert_eq!(imported.files[0].path, "plain-words/utilise.toml");
    let wanted = "# Plain words\n[[rule]]\nname = \"utilise\"\ncheck = \"phrase\"\n\
                  message = \"Say “use”; it is shorter\"\nseverity = \"warning\"\nwhy = \"Two\\nlines\"\n\n\
                  [rule.settings]\nreplacements = { utilise = \"use\" }\n";
    assert_eq!(imported.files[0].text, wanted);
}

#[test]
fn patterns_come_with_their_groups() {
    let imported = imported("sep=\t\nkind\tpattern\treplacement\nregex\t\\b(\\d+) per cent\\b\t\\1%\n");
    assert_eq!(left_out(&imported), [""; 0]);
    assert_eq!(imported.files[0].path, "per-cent.toml");
    assert!(imported.files[0].text.contains("patterns = ['\\b(\\d+) per cent\\b']\nreplacement = \"$1%\"\n"));
}

#[test]
fn rows_that_cannot_be_turned_are_named_with_line_and_reason() {
    let sheet = "kind,pattern,replacement,severity\n\
                 regex,(unclosed,,\n\
                 substitution,firstly,,\n\
                 languagetool,<pattern/>,,\n\
                 phrase,,x,\n\
                 ,,,\n\
                 phrase,irregardless,regardless,loud\n\
                 phrase,irregardless,regardless,\n";
    let imported = imported(sheet);
    let said = left_out(&imported);
    assert_eq!(said.len(), 5, "{said:#?}");
    for (line, part) in [
        ("line 2: ", "this bracket is not closed"),
        ("line 3: ", "no replacement"),
        ("line 4: ", "its kind `languagetool` is none that is known"),
        ("line 5: ", "it has no pattern"),
        ("line 8: ", "line 7 says the same"),
    ] {
        assert!(
            said.iter().any(|one| one.starts_with(line) && one.contains(part)),
            "{line}{part}\n{said:#?}"
        );
    }
    assert_eq!(imported.rules, 1);
    assert!(imported.notes.iter().any(|one| one.about == "line 7" && one.text.contains("`loud`")));
}

#[test]
fn no_two_rules_have_one_name() {
    let sheet = "id,phrase,use\n,Café,cafe\n,cafe,coffee house\n,!!,\n12,a b,c\n";
    let imported = imported(sheet);
    let paths: Vec<_> = imported.files.iter().map(|file| file.path.as_str()).collect();
    assert_eq!(paths, ["cafe.toml", "cafe-2.toml", "line-4.toml", "rule-12.toml"]);
}

#[test]
fn a_sheet_without_patterns_is_named() {
    assert!(left_out(&imported("a,b\n1,2\n"))[0].starts_with("sheet.csv: no column is headed `pattern`"));
}
