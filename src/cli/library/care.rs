//! `quotidian backup`, `restore`, `export`, `import` and `doctor`: copies of the library, and its health.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use anyhow::Context as _;

use super::desk::{Desk, bar, count, is_dash};
use crate::sources::format;
use crate::storage::export::{Exported, Told, to_file};
use crate::storage::import::Imported;
use crate::storage::{backup as copies, dated, doctor as health, mend};

/// Copies the library to a new file.
///
/// # Errors
/// When the file is there already or can't be written.
pub fn backup(desk: &mut Desk<'_>, file: Option<PathBuf>) -> anyhow::Result<usize> {
    let store = desk.open()?;
    let file = match file {
        Some(file) => file,
        None => {
            let folder = dated::backups(&desk.path);
            fs::create_dir_all(&folder).with_context(|| folder.display().to_string())?;
            let stem = desk.path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            dated::free(&folder, &stem, "db")
        }
    };
    store.copy_to(&file).with_context(|| file.display().to_string())?;
    writeln!(desk.out, "{}", file.display())?;
    Ok(0)
}

/// Brings a backup back.
///
/// # Errors
/// When the backup is not sound, or something can't be written; then the library stays as it was.
pub fn restore(desk: &mut Desk<'_>, file: &Path) -> anyhow::Result<usize> {
    let kept = copies::restore(&desk.path, file, format::name).with_context(|| desk.named())?;
    match kept {
        Some(kept) => writeln!(
            desk.out,
            "{} is the library again; what was there is kept in {} (`quotidian restore` brings it back)",
            file.display(),
            kept.display()
        )?,
        None => writeln!(desk.out, "{} is the library now", file.display())?,
    }
    Ok(0)
}

/// Standard output, with a word on whether it was closed.
struct Pipe<'a, 'b> {
    out: &'a mut (dyn Write + Send + 'b),
    failed: Option<io::ErrorKind>,
}

impl Write for Pipe<'_, '_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.out.write(bytes).inspect_err(|error| self.failed = Some(error.kind()))
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush().inspect_err(|error| self.failed = Some(error.kind()))
    }
}

/// Writes everything as lines of JSON.
///
/// # Errors
/// When the library can't be read, or the file is there already or can't be written.
pub fn export(desk: &mut Desk<'_>, file: &Path) -> anyhow::Result<usize> {
    let store = desk.open()?;
    let bar = bar();
    let mut problems = Vec::new();
    let mut tell = |told: Told| match told {
        Told::Articles(count) => bar.set_position(count),
        Told::Problem(words) => problems.push(words),
    };
    let done: Exported = if is_dash(file) {
        let mut pipe = Pipe { out: &mut *desk.out, failed: None };
        let done = store.export(&mut pipe, &mut tell);
        if let Some(kind) = pipe.failed {
            return Err(io::Error::from(kind).into());
        }
        done.with_context(|| desk.path.display().to_string())?
    } else {
        to_file(file, |out| store.export(out, &mut tell)).with_context(|| file.display().to_string())?
    };
    bar.finish_and_clear();
    for words in &problems {
        let words = format!("{}: {words}", desk.named());
        desk.complain(&words)?;
    }
    if !is_dash(file) {
        let articles = count(usize::try_from(done.articles).unwrap_or(usize::MAX), "article");
        writeln!(desk.out, "{articles} exported to {}", file.display())?;
    }
    Ok(done.problems)
}

/// Takes an export in; lines that can't be read are told.
///
/// # Errors
/// When it is no export or can't be read on, or the library can't be written.
pub fn import(desk: &mut Desk<'_>, file: &Path) -> anyhow::Result<usize> {
    let name = if is_dash(file) { "standard input".to_owned() } else { file.display().to_string() };
    let from: Box<dyn io::Read + Send> = if is_dash(file) {
        Box::new(io::stdin())
    } else {
        Box::new(File::open(file).with_context(|| name.clone())?)
    };
    let mut store = desk.open_or_make()?;
    let bar = bar();
    let (errors, mut failed) = (&mut *desk.errors, None);
    let done = store.import(from, &mut |told| match told {
        Told::Articles(count) => bar.set_position(count),
        Told::Problem(words) => {
            let written = bar.suspend(|| writeln!(errors, "quotidian: {name}: {words}"));
            failed = failed.take().or(written.err());
        }
    });
    bar.finish_and_clear();
    let done = done.with_context(|| name.clone())?;
    if let Some(error) = failed {
        return Err(error.into());
    }
    sum_up(desk, &name, &done)?;
    Ok(done.problems)
}

fn sum_up(desk: &mut Desk<'_>, name: &str, done: &Imported) -> io::Result<()> {
    let (articles, sources) = (count(done.articles, "new article"), count(done.sources, "new subscription"));
    writeln!(
        desk.out,
        "{name}: {articles}, {sources}; {} got something new, {} were there",
        done.merged, done.same
    )?;
    if done.unwanted > 0 {
        writeln!(
            desk.out,
            "{} were left out of what can be undone: this library has a history of its own",
            count(done.unwanted, "change")
        )?;
    }
    Ok(())
}

/// Looks the library through, and mends it on request.
///
/// # Errors
/// When there is no library, or it can't be mended.
pub fn doctor(desk: &mut Desk<'_>, fix: bool) -> anyhow::Result<usize> {
    desk.must_be_there()?;
    let bar = bar();
    let mut tell = |done, total| {
        bar.set_length(total);
        bar.set_position(done);
    };
    let report = health::examine(&desk.path, format::name, &mut tell).with_context(|| desk.named())?;
    bar.suspend(|| findings(desk, &report, fix))?;
    if !fix || !report.can_be_mended() {
        bar.finish_and_clear();
        return Ok(report.findings.len());
    }
    let done =
        mend::mend(&desk.path, report, format::name, desk.now, &mut tell).with_context(|| desk.named())?;
    for line in done {
        bar.suspend(|| writeln!(desk.out, "{line}"))?;
    }
    let report = health::examine(&desk.path, format::name, &mut tell).with_context(|| desk.named())?;
    bar.finish_and_clear();
    findings(desk, &report, true)?;
    Ok(report.findings.len())
}

fn findings(desk: &mut Desk<'_>, report: &health::Report, fix: bool) -> io::Result<()> {
    for finding in &report.findings {
        match &finding.mend {
            Some(mend) if !fix => writeln!(desk.out, "{} (`--fix` {mend})", finding.what)?,
            _ => writeln!(desk.out, "{}", finding.what)?,
        }
    }
    if report.findings.is_empty() {
        let articles = count(usize::try_from(report.articles).unwrap_or(usize::MAX), "article");
        writeln!(desk.out, "{}: {articles}, all sound", desk.named())?;
    }
    Ok(())
}
