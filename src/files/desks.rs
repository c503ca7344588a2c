//! Which desk judges a file: the nearest `copydesk.toml` upwards, with what it extends and the rules it names.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::dictionaries;
use super::fingerprint::Fingerprint;
use super::folder_rules::read_folder;
use super::path::{absolute, relative, shown};
use super::read::{self, ReadError};
use super::sources::read_sources;
use super::toml::read_toml;
use super::vocabulary::read_vocabulary;
use crate::archive::{Memory, Page};
use crate::checks::Known;
use crate::config::read::{self as config_read, ConfigFile};
use crate::config::{Config, FILE_NAME, Named};
use crate::document::Options;
use crate::engine::Desk;
use crate::finding::Failure;
use crate::model::{Models, learnt};
use crate::rule::{Catalogue, Own, Problems, Shipped, TomlFile};

/// How the user wants configs to be found.
#[derive(Clone, Debug, Default)]
pub struct ConfigChoice {
    /// One config for all files.
    pub config: Option<PathBuf>,
    /// No config and no shipped rule.
    pub isolated: bool,
    /// Whether rules that nothing switches on are read as well.
    pub every_rule: bool,
    /// Folders of rule files besides those the config names.
    pub rules: Vec<PathBuf>,
    /// Sources besides those the config names; `None` leaves all sources unread.
    pub sources: Option<Vec<PathBuf>>,
    /// The day it is, as `2027-01-31`.
    pub today: Option<String>,
}

/// A desk and the folder its config stands in.
#[derive(Clone)]
pub struct DeskHere {
    /// The desk.
    pub desk: Arc<Desk>,
    folder: Arc<Path>,
    sources: Arc<[PathBuf]>,
    baseline: Option<Arc<(PathBuf, Named)>>,
    fingerprint: u128,
}

impl DeskHere {
    /// The folder its paths are relative to: absolute.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// One number for everything the desk was made of.
    #[must_use]
    pub fn fingerprint(&self) -> u128 {
        self.fingerprint
    }

    /// The file of accepted findings that its config names, be it there or not, and where it is named.
    #[must_use]
    pub fn baseline(&self) -> Option<&(PathBuf, Named)> {
        self.baseline.as_deref()
    }

    /// Whether the file is a source, which a walk takes for no draft.
    #[must_use]
    pub fn is_source(&self, path: &Path) -> bool {
        !self.sources.is_empty() && self.sources.iter().any(|source| absolute(path).starts_with(source))
    }
}

/// Finds desks and keeps them: each config is read once.
pub struct Desks {
    choice: ConfigChoice,
    /// Choices of the command line, which stand above every config.
    above: Config,
    by_config: HashMap<Option<PathBuf>, DeskHere>,
    by_folder: HashMap<PathBuf, DeskHere>,
    /// The sources of the command line, read once.
    given: Option<Vec<Arc<Page>>>,
    /// Config and rule files that could not be read.
    pub failed: Vec<Failure>,
}

impl Desks {
    /// Nothing is read yet.
    #[must_use]
    pub fn new(choice: ConfigChoice, above: Config) -> Self {
        Self {
            choice,
            above,
            by_config: HashMap::new(),
            by_folder: HashMap::new(),
            given: None,
            failed: Vec::new(),
        }
    }

    /// The desk of a file.
    pub fn of_file(&mut self, path: &Path) -> DeskHere {
        let folder = path.parent().unwrap_or(Path::new(""));
        if let Some(desk) = self.by_folder.get(folder) {
            return desk.clone();
        }
        let desk =
            self.of_folder(&absolute(if folder.as_os_str().is_empty() { Path::new(".") } else { folder }));
        self.by_folder.insert(folder.to_owned(), desk.clone());
        desk
    }

    /// The desk of an absolute folder.
    pub fn of_folder(&mut self, folder: &Path) -> DeskHere {
        let config = match (&self.choice.config, self.choice.isolated) {
            (Some(config), false) => Some(absolute(config)),
            (_, true) => None,
            (None, false) => folder.ancestors().map(|up| up.join(FILE_NAME)).find(|path| path.is_file()),
        };
        if let Some(desk) = self.by_config.get(&config) {
            return desk.clone();
        }
        let home =
            config.as_deref().and_then(Path::parent).map_or_else(|| absolute(Path::new(".")), Path::to_owned);
        let desk = self.make(config.as_deref(), home.into());
        self.by_config.insert(config, desk.clone());
        desk
    }

    /// Makes the desk of the working folder when there is none yet, so that mistakes in what was asked come to light
    /// although no file was found.
    pub fn ensure_one(&mut self) {
        if self.by_config.is_empty() {
            let _ = self.of_folder(&absolute(Path::new("."))).desk.default_rules();
        }
    }

    /// Every desk made so far.
    pub fn all(&self) -> impl Iterator<Item = &Arc<Desk>> {
        self.by_config.values().map(|here| &here.desk)
    }

    fn make(&mut self, config: Option<&Path>, folder: Arc<Path>) -> DeskHere {
        let mut problems = Problems::default();
        let mut own = Own::default();
        let mut whole = Config::default();
        if let Some(path) = config {
            let mut chain = Vec::new();
            self.read_config(path, &mut chain, &mut whole, &mut problems);
            let root = repository_of(path);
            for named in whole.rules.clone() {
                self.rules_of(&named, &root, &mut own, &mut problems);
            }
        }
        for folder in self.choice.rules.clone() {
            if folder.is_file() || folder.is_dir() {
                read_folder(&folder, None, &mut own, &mut problems, &mut self.failed);
            } else {
                self.failed.push(Failure {
                    path: shown(&folder),
                    reason: "there is no such folder of rules".into(),
                });
            }
        }
        self.add_vocabulary(&mut whole, config, &mut problems);
        whole.merge(self.above.clone());
        let mut seen = Fingerprint::default();
        seen.config(&whole, &self.choice);
        seen.rules(&own);
        let (sources, pages) = self.sources_of(config, &whole, &mut problems);
        seen.pages(&pages);
        let models = config.and_then(|config| models_of(config, &whole, &mut seen, &mut problems));
        let named = dictionaries::named(&own.rules, &whole);
        let (dictionaries, named) = dictionaries::find(named, &mut seen, &mut problems);
        let catalogue = self.catalogue(own, &whole, &mut problems);
        let baseline = baseline_of(config, &whole, &mut problems).map(Arc::new);
        let desk = Desk::new(whole, catalogue, problems).with_dictionaries(dictionaries, named);
        let desk = if pages.is_empty() { desk } else { desk.with_archive(Arc::new(Memory::new(pages))) };
        let desk = if let Some(models) = models { desk.with_models(models) } else { desk };
        let desk = if let Some(today) = &self.choice.today { desk.with_today(today) } else { desk };
        let (desk, sources) = (Arc::new(desk), sources.into());
        DeskHere { desk, folder, sources, baseline, fingerprint: seen.number() }
    }

    /// The sources of a config and of the command line: where they lie, and what is in them.
    fn sources_of(
        &mut self,
        config: Option<&Path>,
        whole: &Config,
        problems: &mut Problems,
    ) -> (Vec<PathBuf>, Vec<Arc<Page>>) {
        let Some(given) = self.choice.sources.clone() else { return Default::default() };
        let mut paths: Vec<PathBuf> = given.iter().map(|path| absolute(path)).collect();
        let mut options = Options::default();
        options.roles.extend(whole.roles.iter().cloned());
        let mut pages = self.given_pages(&given, &options);
        let root = config.map(repository_of).unwrap_or_default();
        let home = config.and_then(Path::parent).map(absolute).unwrap_or_default();
        let told = |page: &Path| whole.encoding_of(&relative(&absolute(page), &home));
        for named in &whole.sources {
            let own = absolute(Path::new(&*named.file.path));
            let Some(path) = inside(named, &own, &root, problems) else { continue };
            if !path.exists() {
                let message = format!("there is no file or folder `{}`", named.name.value);
                problems.add(&named.file, named.name.span, message, None);
                continue;
            }
            let path_here = here(&path);
            let found = read_sources(Path::new(&path_here), Some(&root), &options, &told, &mut self.failed);
            pages.extend(found);
            paths.push(path);
        }
        (paths, pages)
    }

    /// Adds the words in the files that a config names.
    fn add_vocabulary(&mut self, whole: &mut Config, config: Option<&Path>, problems: &mut Problems) {
        let root = config.map(repository_of).unwrap_or_default();
        for named in whole.vocabulary.clone() {
            let own = absolute(Path::new(&*named.file.path));
            let Some(path) = inside(&named, &own, &root, problems) else { continue };
            if path.is_file() {
                read_vocabulary(&path, &here(&path), whole, problems, &mut self.failed);
                continue;
            }
            let message = format!("there is no file `{}`", named.name.value);
            problems.add(&named.file, named.name.span, message, None);
        }
    }

    fn given_pages(&mut self, given: &[PathBuf], options: &Options) -> Vec<Arc<Page>> {
        if let Some(pages) = &self.given {
            return pages.clone();
        }
        let mut pages = Vec::new();
        for path in given {
            pages.extend(read_sources(path, None, options, &|_| None, &mut self.failed));
        }
        self.given = Some(pages.clone());
        pages
    }

    /// Reads a config and, before it, those it extends. `chain` holds the configs being read, to notice a circle.
    fn read_config(
        &mut self,
        path: &Path,
        chain: &mut Vec<PathBuf>,
        whole: &mut Config,
        problems: &mut Problems,
    ) {
        let Some(file) = read_toml(path, &here(path), TomlFile::of_config, problems, &mut self.failed) else {
            return;
        };
        let ConfigFile { extends, config } = config_read::read(&file, problems);
        chain.push(path.to_owned());
        let root = repository_of(path);
        for named in &extends {
            let Some(target) = inside(named, path, &root, problems) else { continue };
            if chain.contains(&target) {
                let message = format!("`{}` leads back to this file", named.name.value);
                problems.add(&named.file, named.name.span, message, None);
            } else if !target.is_file() {
                let message = format!("there is no config `{}`", named.name.value);
                problems.add(&named.file, named.name.span, message, None);
            } else {
                self.read_config(&target, chain, whole, problems);
            }
        }
        chain.pop();
        whole.merge(config);
    }

    /// What ships and what is the desk's own; of packs that are off only the names, unless every rule is wanted.
    fn catalogue(&self, own: Own, whole: &Config, problems: &mut Problems) -> Catalogue {
        let wanted = |rule: &_| whole.switches_on(rule);
        let shipped = match (self.choice.isolated, self.choice.every_rule) {
            (true, _) => Shipped::Unknown,
            (false, true) => Shipped::All,
            (false, false) => Shipped::Wanted(&wanted),
        };
        Catalogue::new(own, shipped, &Known, problems)
    }

    fn rules_of(&mut self, named: &Named, root: &Path, own: &mut Own, problems: &mut Problems) {
        let config = absolute(Path::new(&*named.file.path));
        let Some(folder) = inside(named, &config, root, problems) else { return };
        if !folder.is_dir() {
            let message = format!("there is no folder `{}`", named.name.value);
            problems.add(&named.file, named.name.span, message, None);
            return;
        }
        read_folder(Path::new(&here(&folder)), Some(root), own, problems, &mut self.failed);
    }
}

/// The models that a config names; nothing when it names none, or what it names is no file of learnt weights.
fn models_of(
    config: &Path,
    whole: &Config,
    seen: &mut Fingerprint,
    problems: &mut Problems,
) -> Option<Models> {
    let named = whole.models.learnt.as_ref()?;
    let own = absolute(Path::new(&*named.file.path));
    let path = inside(named, &own, &repository_of(config), problems)?;
    let name = &named.name.value;
    let read = read::bytes(&path).map(|bytes| {
        seen.part(&bytes);
        learnt::read(&bytes)
    });
    let (message, help) = match read {
        Ok(Ok(models)) => return Some(models),
        Ok(Err(error)) => (format!("`{name}`: {error}"), Some("write it with `copydesk learn all`".into())),
        Err(ReadError::Missing) => (format!("there is no file `{name}`"), None),
        Err(error) => (format!("`{name}`: {error}"), None),
    };
    problems.add(&named.file, named.name.span, message, help);
    None
}

/// The file of accepted findings that a config names, be it there or not.
fn baseline_of(config: Option<&Path>, whole: &Config, problems: &mut Problems) -> Option<(PathBuf, Named)> {
    let named = whole.baseline.clone()?;
    let own = absolute(Path::new(&*named.file.path));
    let path = inside(&named, &own, &repository_of(config?), problems)?;
    Some((path, named))
}

/// The path a config names, from its own folder. A config may come with a stranger's pull request, so nothing outside
/// the repository is read for it.
pub(super) fn inside(named: &Named, config: &Path, root: &Path, problems: &mut Problems) -> Option<PathBuf> {
    let folder = config.parent().unwrap_or(Path::new(""));
    let target = absolute(&folder.join(&named.name.value));
    let real = target.canonicalize().unwrap_or_else(|_| target.clone());
    let real_root = root.canonicalize().unwrap_or_else(|_| root.to_owned());
    if target.starts_with(root) && real.starts_with(real_root) {
        return Some(target);
    }
    let message = format!("`{}` lies outside the repository", named.name.value);
    let help = format!("a config reads only files of its own repository, {}", here(root));
    problems.add(&named.file, named.name.span, message, Some(help));
    None
}

/// The nearest folder upwards that holds `.git`, or the config's own folder.
pub(super) fn repository_of(config: &Path) -> PathBuf {
    let folder = config.parent().unwrap_or(Path::new(""));
    folder.ancestors().find(|up| up.join(".git").exists()).unwrap_or(folder).to_owned()
}

/// An absolute path as a user in this folder would name it.
pub(super) fn here(path: &Path) -> String {
    let current = absolute(Path::new("."));
    match path.strip_prefix(&current) {
        Ok(rest) if rest.as_os_str().is_empty() => ".".into(),
        Ok(rest) => shown(rest),
        Err(_) => shown(path),
    }
}
