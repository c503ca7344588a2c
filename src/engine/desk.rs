//! A desk: one config with all the rules it knows, and the rule sets its stories need, each made once.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use super::allow::Allowances;
use super::{Broken, Checked, Looked, RuleSet, guard, keep_limits, look, suppress};
use crate::archive::Archive;
use crate::config::{Config, Named, read};
use crate::document::{Document, Encoding, Format, Options, Source};
use crate::finding::Finding;
use crate::lexicon::dictionary::Dictionaries;
use crate::model::Models;
use crate::rule::{Catalogue, Problem, Problems, Rule, Vocabulary};
use crate::story::Language;

/// A config, the rules it may run, and the rule sets made from them so far.
pub struct Desk {
    config: Config,
    catalogue: Catalogue,
    known: Arc<[Arc<str>]>,
    include: globset::GlobSet,
    exclude: globset::GlobSet,
    options: Options,
    archive: Option<Arc<dyn Archive>>,
    models: Arc<Models>,
    vocabulary: Vocabulary,
    allowances: Allowances,
    dictionaries: Dictionaries,
    /// Where each dictionary is named, by its key.
    named_dictionaries: BTreeMap<String, Named>,
    made: Mutex<BTreeMap<Vec<usize>, Arc<RuleSet>>>,
    problems: Mutex<Vec<Problem>>,
}

impl Desk {
    /// Puts a desk together; `problems` are kept for the report.
    #[must_use]
    pub fn new(config: Config, catalogue: Catalogue, mut problems: Problems) -> Self {
        config.check_names(&catalogue, &mut problems);
        let include = read::glob_set(&config.include, &mut problems);
        let exclude = read::glob_set(&config.exclude, &mut problems);
        let mut options = Options::default();
        options.roles.extend(config.roles.iter().cloned());
        let models = Models { second_opinion: config.models.encoder.unwrap_or(true), ..Models::shipped() };
        let vocabulary = Vocabulary::new(&config.words);
        let allowances = Allowances::new(config.allows.clone());
        Self {
            known: catalogue.identities().map(|rule| rule.name).collect(),
            config,
            catalogue,
            include,
            exclude,
            options,
            archive: None,
            models: Arc::new(models),
            vocabulary,
            allowances,
            dictionaries: Dictionaries::default(),
            named_dictionaries: BTreeMap::new(),
            made: Mutex::default(),
            problems: Mutex::new(problems.0),
        }
    }

    /// Earlier copy that its checks may ask.
    #[must_use]
    pub fn with_archive(mut self, archive: Arc<dyn Archive>) -> Self {
        self.archive = Some(archive);
        self
    }

    /// Models that a newsroom has learnt from its own copy, in place of the shipped ones.
    #[must_use]
    pub fn with_models(mut self, models: Models) -> Self {
        let second_opinion = self.models.second_opinion;
        self.models = Arc::new(Models { second_opinion, ..models });
        self
    }

    /// The dictionaries that its rules and settings name, and where each is named.
    #[must_use]
    pub fn with_dictionaries(mut self, dictionaries: Dictionaries, named: BTreeMap<String, Named>) -> Self {
        self.dictionaries = dictionaries;
        self.named_dictionaries = named;
        self
    }

    /// The day it is, as `2027-01-31`: what the config allows until an earlier day has run out.
    #[must_use]
    pub fn with_today(mut self, today: &str) -> Self {
        self.allowances.set_today(today);
        self
    }

    /// What its checks may know besides a story.
    #[must_use]
    pub fn known(&self) -> super::Known<'_> {
        super::Known {
            archive: self.archive.as_deref(),
            models: &self.models,
            vocabulary: &self.vocabulary,
            dictionaries: &self.dictionaries,
        }
    }

    /// All rules it knows, running or not, read or not.
    #[must_use]
    pub fn catalogue(&self) -> &Catalogue {
        &self.catalogue
    }

    /// How documents are parsed for it.
    #[must_use]
    pub fn options(&self) -> &Options {
        &self.options
    }

    /// Whether a walk takes a file whose name says nothing. `path` is relative to the config's folder.
    #[must_use]
    pub fn includes(&self, path: &str) -> bool {
        self.include.is_match(path)
    }

    /// Whether a walk leaves the file out.
    #[must_use]
    pub fn excludes(&self, path: &str) -> bool {
        self.exclude.is_match(path)
    }

    /// The encoding that the config says a file is in that does not say so itself. `path` is relative to the config's folder.
    #[must_use]
    pub fn encoding_of(&self, path: &str) -> Option<Encoding> {
        self.config.encoding_of(path)
    }

    /// The rules for one story, and the language the config says it is in.
    #[must_use]
    pub fn rules_for(&self, path: &str, document: &Document) -> (Arc<RuleSet>, Option<Language>) {
        let choices = self.config.choices_for(path, document);
        let language = self.config.language_under(&choices);
        (self.rules_under(choices), language)
    }

    /// Parses a file and checks its stories. `shown` is its path as findings show it, `relative` its path from the config.
    ///
    /// # Errors
    /// When the program itself breaks on it.
    pub fn check(
        &self,
        source: Source,
        format: Format,
        shown: &Arc<str>,
        relative: &str,
    ) -> Result<Vec<(Arc<RuleSet>, Checked)>, Broken> {
        Ok(limited(self.check_all(source, format, shown, relative)?))
    }

    /// Parses a file, which gives one story or several.
    ///
    /// # Errors
    /// When the program itself breaks on it.
    pub fn parse(&self, source: Source, format: Format) -> Result<Vec<Document>, Broken> {
        guard("reading the format", || Document::parse_all(source, format, &self.options))
    }

    /// The part of [`Self::check`] that takes the time and may be kept for a second run.
    ///
    /// # Errors
    /// When the program itself breaks on it.
    pub fn look(
        &self,
        documents: &[Document],
        shown: &Arc<str>,
        relative: &str,
    ) -> Result<Vec<Looked>, Broken> {
        let look = |document: &Document| {
            let choices = self.config.choices_for(relative, document);
            let language = self.config.language_under(&choices);
            let rules = self.rules_under(choices.clone());
            Ok(Looked { choices, checked: look(&rules, shown, document, language, self.known())? })
        };
        let mut looked = documents.iter().map(look).collect::<Result<Vec<_>, Broken>>()?;
        if documents.len() > 1 {
            let mut findings: Vec<_> = looked.iter_mut().map(|looked| &mut looked.checked.findings).collect();
            suppress::agree(documents, &mut findings);
        }
        Ok(looked)
    }

    /// The same as [`Self::check`], with all that each rule has to say, whatever its limit.
    ///
    /// # Errors
    /// When the program itself breaks on it.
    pub fn check_all(
        &self,
        source: Source,
        format: Format,
        shown: &Arc<str>,
        relative: &str,
    ) -> Result<Vec<(Arc<RuleSet>, Checked)>, Broken> {
        let documents = self.parse(source, format)?;
        Ok(self.settle_all(self.look(&documents, shown, relative)?, relative))
    }

    /// The rest of [`Self::check`]: takes out what the config allows and what is over the limits of rules.
    #[must_use]
    pub fn settle(&self, looked: Vec<Looked>, relative: &str) -> Vec<(Arc<RuleSet>, Checked)> {
        limited(self.settle_all(looked, relative))
    }

    /// The same, with all that each rule has to say, whatever its limit.
    fn settle_all(&self, looked: Vec<Looked>, relative: &str) -> Vec<(Arc<RuleSet>, Checked)> {
        let settle = |Looked { choices, mut checked }: Looked| {
            let rules = self.rules_under(choices);
            self.allowances.meet(relative, &rules);
            checked.findings.retain(|finding| !self.allows(relative, finding));
            (rules, checked)
        };
        looked.into_iter().map(settle).collect()
    }

    /// Whether the config allows a finding in the file of this path.
    #[must_use]
    pub fn allows(&self, relative: &str, finding: &Finding) -> bool {
        self.allowances.silence(relative, finding)
    }

    /// What of the config's `[[allow]]` has silenced nothing so far although its files were checked, and what ran out.
    #[must_use]
    pub fn unused_allowances(&self) -> Vec<Finding> {
        self.allowances.unused(&self.default_rules())
    }

    /// The rules that run where no override holds.
    #[must_use]
    pub fn default_rules(&self) -> Arc<RuleSet> {
        let nothing = Document::parse(Source::from_text(""), Format::PlainText, &self.options);
        self.rules_for("", &nothing).0
    }

    /// A rule set of the rules that `wanted` picks, whatever the config says runs.
    #[must_use]
    pub fn rules_where(&self, wanted: impl Fn(&Rule) -> bool) -> RuleSet {
        let rules = self.catalogue.rules().iter().filter(|rule| wanted(rule)).cloned().collect();
        RuleSet::prepare(rules, Arc::clone(&self.known), &mut Problems::default())
    }

    /// Every mistake in its files that has come to light so far.
    #[must_use]
    pub fn problems(&self) -> Vec<Problem> {
        let mut problems = Problems(self.problems.lock().unwrap_or_else(PoisonError::into_inner).clone());
        for (key, reason) in self.dictionaries.faults() {
            let Some(named) = self.named_dictionaries.get(key) else { continue };
            let message = format!("the dictionary `{}` cannot be read: {reason}", named.name.value);
            problems.add(&named.file, named.name.span, message, None);
        }
        problems.0
    }

    fn rules_under(&self, choices: Vec<usize>) -> Arc<RuleSet> {
        let mut made = self.made.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(rules) = made.get(&choices) {
            return Arc::clone(rules);
        }
        let mut problems = Problems::default();
        let rules = self.config.rules_under(&choices, self.catalogue.rules());
        let rules = Arc::new(RuleSet::prepare(rules, Arc::clone(&self.known), &mut problems));
        self.problems.lock().unwrap_or_else(PoisonError::into_inner).extend(problems.0);
        made.insert(choices, Arc::clone(&rules));
        rules
    }
}

/// Stories with what the limits of their rules leave.
fn limited(mut stories: Vec<(Arc<RuleSet>, Checked)>) -> Vec<(Arc<RuleSet>, Checked)> {
    for (rules, checked) in &mut stories {
        keep_limits(rules, &mut checked.findings);
    }
    stories
}
