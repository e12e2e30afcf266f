//! `quotidian prune`: says what would go, asks, and keeps what went in a file.

use anyhow::Context as _;

use super::args::{Keeping, Pruning};
use super::desk::{Desk, WrongUsage, agreed, bar, count};
use super::find;
use crate::library::Subscription;
use crate::storage::prune::{self, Plan};
use crate::text::{fit, shown};

/// Seconds of a day.
const DAY: i64 = 86_400;

/// Takes old articles out, once it is agreed to.
///
/// # Errors
/// When nothing is said of the age, nobody can be asked, or the library can't be written.
pub fn prune(desk: &mut Desk<'_>, asked: &Pruning) -> anyhow::Result<usize> {
    let mut store = desk.open()?;
    let all = store.subscriptions().with_context(|| desk.named())?;
    let mut sources = Vec::new();
    for words in &asked.sources {
        sources.push(find::one(&all, words)?.id);
    }
    if asked.older_than.is_none() && !all.iter().any(|source| source.wishes.keep.is_some()) {
        let words = "say how old, as in `prune --older-than 90d`: no subscription has a wish of its own";
        return Err(WrongUsage(words.to_owned()).into());
    }
    let pruning = prune::Pruning {
        before: asked.older_than.map(|days| desk.now.saturating_sub(i64::from(days) * DAY)),
        keep_unread: asked.keep.contains(&Keeping::Unread),
        sources,
        now: desk.now,
    };
    let plan = store.plan(&pruning).with_context(|| desk.named())?;
    say(desk, &plan, &all, pruning.keep_unread)?;
    if plan.count() == 0 || asked.dry_run || !agreed_to(desk, asked)? {
        return Ok(0);
    }
    let bar = bar();
    let pruned = store.prune(&plan, &mut |_| bar.inc(1)).with_context(|| desk.named())?;
    bar.finish_and_clear();
    writeln!(
        desk.out,
        "{} went; `quotidian import {}` brings them back",
        count(pruned.count, "article"),
        pruned.file.display()
    )?;
    if pruned.stayed > 0 {
        writeln!(
            desk.out,
            "{} stayed, as something was done with them meanwhile",
            count(pruned.stayed, "article")
        )?;
    }
    if !pruned.smaller {
        writeln!(desk.out, "the file is as large as it was; its room is used for new articles")?;
    }
    Ok(0)
}

fn say(desk: &mut Desk<'_>, plan: &Plan, all: &[Subscription], keep_unread: bool) -> anyhow::Result<()> {
    let unread = if keep_unread { ", and what is unread" } else { "" };
    writeln!(desk.out, "what has a star, a tag or a note stays{unread}")?;
    for share in &plan.shares {
        let source = all.iter().find(|source| source.id == share.source);
        let label = source.map_or("no subscription", Subscription::label);
        writeln!(
            desk.out,
            "{}: {}, as “{}”",
            shown(label),
            count(share.count, "article"),
            fit(&shown(&share.headline), 60, "…")
        )?;
    }
    writeln!(desk.out, "{} would go, of about {}", count(plan.count(), "article"), size(plan.bytes))?;
    desk.out.flush()?;
    Ok(())
}

fn agreed_to(desk: &mut Desk<'_>, asked: &Pruning) -> anyhow::Result<bool> {
    if asked.yes {
        return Ok(true);
    }
    match agreed("Take them out?")? {
        Some(true) => Ok(true),
        Some(false) => {
            writeln!(desk.out, "nothing was taken out")?;
            Ok(false)
        }
        None => Err(WrongUsage(
            "nothing was taken out, as nobody can be asked here; add --yes to do it, or --dry-run to look"
                .to_owned(),
        )
        .into()),
    }
}

/// A size in the unit that fits.
fn size(bytes: u64) -> String {
    let units = [("GiB", 1_u64 << 30), ("MiB", 1 << 20), ("KiB", 1 << 10)];
    let unit = units.into_iter().find(|(_, unit)| bytes >= *unit);
    unit.map_or_else(
        || format!("{bytes} bytes"),
        |(name, unit)| format!("{}.{} {name}", bytes / unit, bytes % unit * 10 / unit),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_have_a_unit_that_fits() {
        let check = |bytes, expect: &str| assert_eq!(size(bytes), expect);
        check(7, "7 bytes");
        check(1536, "1.5 KiB");
        check(3 << 20, "3.0 MiB");
        check(u64::from(u32::MAX), "3.9 GiB");
    }
}
