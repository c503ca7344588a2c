//! Styles written for these tests, and what becomes of them.

use super::super::Read;
use super::import;

fn read(files: &[(&str, &str)]) -> super::Imported {
    let files: Vec<Read> =
        files.iter().map(|(path, text)| Read { path: (*path).into(), text: (*text).into() }).collect();
    import(&files)
}

fn rule(text: &str) -> String {
    let imported = read(&[("styles/House/Rule.yml", text)]);
    assert!(imported.left_out.is_empty(), "{:?}", imported.left_out);
    imported.files.into_iter().next().expect("one rule").text
}

#[test]
fn words_become_phrases_and_patterns_stand_between_slashes() {
    let toml = rule(
        "extends: existence\nmessage: \"Not '%s'.\"\nlevel: suggestion\nignorecase: true\ntokens:\n  - utilise\n  - e\\.?g\\.?\n  - isn't\n",
    );
    assert_eq!(
        toml,
        "# House.Rule of Vale, imported.\n[[rule]]\nname = \"house-rule\"\ncheck = \"phrase\"\nmessage = \"Not '{phrase}'.\"\n\
         severity = \"note\"\n\n[rule.settings]\nphrases = [\"utilise\", '/e\\.?g\\.?/', \"isn't\"]\nmatch_marks = true\n"
    );
}

#[test]
fn a_swap_keeps_every_choice() {
    let toml = rule(
        "extends: substitution\nmessage: Use '%s', not '%s'.\nignorecase: true\nswap:\n  mankind: people|humanity\n  1st: first\n",
    );
    assert!(toml.contains("message = \"Use '{replacement}', not '{phrase}'.\""), "{toml}");
    assert!(
        toml.ends_with(
            "[rule.settings.replacements]\nmankind = [\"people\", \"humanity\"]\n1st = \"first\"\n"
        ),
        "{toml}"
    );
}

#[test]
fn what_stands_before_the_tokens_stays_there() {
    let toml = rule(
        "extends: existence\nmessage: m\nraw:\n  - '\\b(?:is|was)\\b\\s*'\ntokens:\n  - seen\n  - '[\\w]+ed'\n",
    );
    assert!(
        toml.contains(
            "before = '\\b(?:is|was)\\b\\s*'\npatterns = [\"seen\", '[\\w]+ed']\nwhole_words = true\n"
        ),
        "{toml}"
    );
}

#[test]
fn nothing_is_dropped_without_a_word() {
    let imported = read(&[
        ("styles/House/Script.yml", "extends: script\nmessage: m\nscript: |\n  matches := []\n"),
        ("styles/House/Broken.yml", "extends: [existence\n"),
        (
            "styles/House/Odd.yml",
            "extends: existence\nmessage: m\ntokens: [a]\nshout: true\naction:\n  name: edit\n",
        ),
        ("styles/House/Back.yml", "extends: existence\nmessage: m\ntokens: ['(a)\\1']\n"),
        ("styles/House/Markup.yml", "extends: existence\nmessage: m\nscope: raw\ntokens: [a]\n"),
        ("styles/House/Kind.yml", "extends: existense\nmessage: m\ntokens: [a]\n"),
        ("styles/House/odd.yml", "extends: existence\nmessage: m\ntokens: [a]\n"),
    ]);
    assert_eq!(imported.rules, 1);
    assert_eq!(imported.programs.len(), 1);
    let about = |name: &str| {
        imported.left_out.iter().find(|left| left.about == name).map_or("", |left| left.text.as_str())
    };
    assert!(about("House.Broken").contains("not YAML"), "{:?}", imported.left_out);
    assert!(about("House.Back").contains("group again"));
    assert!(about("House.Markup").contains("markup"));
    assert!(about("House.Kind").contains("`existense`"));
    assert!(about("House.odd").contains("house-odd"));
    let notes: Vec<&str> = imported.notes.iter().map(|note| note.text.as_str()).collect();
    assert!(
        notes.iter().any(|note| note.contains("`shout`")) && notes.iter().any(|note| note.contains("`edit`")),
        "{notes:?}"
    );
}

#[test]
fn a_rule_may_stand_on_another() {
    let imported = read(&[
        ("styles/Base/Words.yml", "extends: existence\nmessage: m\nlevel: error\ntokens: [one, two]\n"),
        ("styles/House/Words.yml", "extends: Base.Words\ntokens+: [three]\nlevel: suggestion\n"),
        ("styles/House/Less.yml", "extends: Base.Words\ntokens-: [two]\n"),
        ("styles/House/Lost.yml", "extends: Base.Nothing\n"),
    ]);
    let text = |path: &str| &imported.files.iter().find(|file| file.path == path).expect(path).text;
    assert!(text("house/house-words.toml").contains("phrases = [\"one\", \"two\", \"three\"]"));
    assert!(text("house/house-words.toml").contains("severity = \"note\""));
    assert!(text("house/house-less.toml").contains("phrases = [\"one\"]"));
    assert!(imported.left_out[0].text.contains("Base.Nothing"));
}

#[test]
fn a_list_of_better_words_becomes_choices() {
    let text = rule(
        "extends: substitution\nmessage: m\nswap:\n  master: primary, 'source', or host\n  via: through|by\n",
    );
    assert!(text.contains("master = [\"primary\", \"source\", \"host\"]"), "{text}");
    assert!(text.contains("via = [\"through\", \"by\"]"), "{text}");
}

#[test]
fn grades_are_those_of_the_whole_story() {
    let text = rule("extends: readability\nmessage: m %s\ngrade: 8\nmetrics: [Flesch-Kincaid]\n");
    assert!(text.contains("scope = [\"story\"]"), "{text}");
}

#[test]
fn a_sequence_finds_tags_and_parts_of_words() {
    let text = rule(
        "extends: sequence\nmessage: m\ntokens:\n  - tag: VB.*\n  - pattern: ing\n    skip: 2\n  - pattern: ^that$\n",
    );
    for part in ["tag = \"VB*\"", r"\S*(?:ing)\S*", "^that$", "skip = 2"] {
        assert!(text.contains(part), "{part}: {text}");
    }
}

#[test]
fn a_config_says_what_runs() {
    let rule = |level: &str| format!("extends: existence\nmessage: m\nlevel: {level}\ntokens: [a]\n");
    let (loud, quiet) = (rule("error"), rule("suggestion"));
    let ini = "StylesPath = styles\nMinAlertLevel = warning\nVocab = Base\nPackages = Away\n\n[*]\nBasedOnStyles = Vale, House, Away\nHouse.Off = NO\nHouse.Low = warning\n\n[*.md]\nBasedOnStyles = Web\nTokenIgnores = x\n";
    let imported = read(&[
        ("styles/House/Loud.yml", &loud),
        ("styles/House/Quiet.yml", &quiet),
        ("styles/House/Low.yml", &quiet),
        ("styles/House/Off.yml", &loud),
        ("styles/Web/Loud.yml", &loud),
        ("styles/config/vocabularies/Base/accept.txt", "Chodrow\n[Ff]rontend\n"),
        ("styles/config/vocabularies/Base/reject.txt", "irregardless\n"),
        (".vale.ini", ini),
    ]);
    let config = &imported.config;
    assert!(config.contains("vocabulary = [\"RULES/vocabulary/base.txt\"]"), "{config}");
    assert!(config.contains("ignore = [\"house-off\", \"house-quiet\", \"web-loud\"]"), "{config}");
    assert!(config.contains("[severity]\nhouse-low = \"warning\""), "{config}");
    assert!(
        config.contains("[[override]]\npaths = [\"**/*.md\"]\nextend_select = [\"web-loud\"]"),
        "{config}"
    );
    let list = imported.files.iter().find(|file| file.path == "vocabulary/base.txt").expect("a list");
    assert_eq!(list.text, "Chodrow\n/[Ff]rontend/\n");
    assert!(imported.files.iter().any(|file| file.path == "vale/vale-avoid.toml"));
    let notes: Vec<&str> = imported.notes.iter().map(|note| note.text.as_str()).collect();
    for part in ["`Away` is not here", "TokenIgnores", "Packages", "Vale.Terms"] {
        assert!(notes.iter().any(|note| note.contains(part)), "{part}: {notes:?}");
    }
}
