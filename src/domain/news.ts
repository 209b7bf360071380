import type { Calendar, Milestone, Told } from './calendar.ts';
import type { Change } from './change.ts';
import type { Instant } from './time.ts';
import { goneOf, isTold, past, recorded } from './record.ts';

/** What became public and the files' own history lacks, by `<release>/<milestone id>`, oldest first. */
export type News = ReadonlyMap<string, readonly Told[]>;

/** What changes tell that the history of the later version does not tell itself. */
export function unrecorded(found: readonly Change[], since: Instant): News {
  const lacking = found.filter(({ after }) => !after || !isTold(after));
  return recorded(lacking, since);
}

/** A calendar with news beside its own history: they count like those that its files tell. */
export function withNews(calendar: Calendar, news: News): Calendar {
  if (news.size === 0) return calendar;
  const releases = calendar.releases.map((release) => {
    const milestones = release.milestones.map((one) => withTold(one, news));
    const history = ownNews(news, release.version);
    const gone = goneOf(milestones, { version: release.version, history, otherwise: calendar.changed });
    return { ...release, milestones: [...milestones, ...gone] };
  });
  const changed = releases
    .flatMap(({ milestones }) => milestones.map((one) => one.changed))
    .reduce((latest, one) => (one > latest ? one : latest), calendar.changed);
  return { ...calendar, releases, changed };
}

function withTold(milestone: Milestone, news: News): Milestone {
  const { release, id, aliases, history = [] } = milestone;
  const told = [id, ...aliases].flatMap((one) => news.get(`${release}/${one}`) ?? []);
  const last = history.at(-1)?.since;
  const more = told.filter(({ since }) => last === undefined || since > last);
  if (more.length === 0) return milestone;
  const all = [...history, ...more].toSorted((a, b) => (a.since < b.since ? -1 : 1));
  return { ...milestone, ...past(milestone, all, milestone.changed) };
}

function ownNews(news: News, version: string): News {
  return new Map([...news].filter(([key]) => key.slice(0, key.lastIndexOf('/')) === version));
}
