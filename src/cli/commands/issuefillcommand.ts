import type { Banner } from '../../domain/banner/banner.ts';
import type { CommandModule, CommonOptions } from '../base/command.ts';
import type { Format } from '../../formats/words/format.ts';
import type { Instant } from '../../domain/time/time.ts';
import type { Post } from '../../domain/post/post.ts';
import { sayProblem } from '../../domain/problem/rule.ts';
import type { Service } from '../../service/service.ts';
import { Failure } from '../../service/ports/failure.ts';
import { fill } from '../../domain/post/fill.ts';
import { openBanner } from '../../domain/banner/banner.ts';
import { publishedAt, readPost } from '../../domain/post/post.ts';
import { withVersions } from '../../domain/post/releaseday.ts';
import { unified } from '../../domain/history/unified.ts';
import { formatNamed } from '../../formats/ondemand.ts';
import { exit, openLoaded, subcommand, sumUp, theCalendar, valueOf, withExamples } from '../base/command.ts';

interface FillOptions extends CommonOptions {
  readonly calendar?: string;
  readonly at?: string;
  readonly style?: string;
  readonly section?: boolean;
  readonly replace?: boolean;
  readonly dryRun?: boolean;
}

/** `issue fill`: writes the banner (`--section`: all) into posts. Exit code 1 if one was not filled. */
export const command: CommandModule = {
  define: (command, given, done) => {
    withExamples(command, 'issue fill _posts/2026-11-22-update.md');
    withExamples(
      subcommand(command, 'fill', 'write the Next Deadline into newsletter posts'),
      'issue fill _posts/2026-11-22-update.md',
      'issue fill _posts/2026-11-22-update.md --section --dry-run',
    )
      .argument('<post...>', 'posts, such as _posts/2026-07-19-update.md')
      .option('--calendar <id>', 'a calendar id; needed when there are several')
      .option(
        '--at <instant>',
        'when the issue is published (default: from its front matter, else the usual time after its date)',
      )
      .option('--style <name>', 'plain, or a style in calendar.yaml (default: plain)')
      .option('--section', 'write the whole Release Schedule section')
      .option('--replace', 'overwrite what is there')
      .option('--dry-run', 'show what would change, and write nothing')
      .action(async (files: readonly string[], options: FillOptions) => {
        const service = await openLoaded(given, options);
        const markdown = await formatNamed(service.templates, 'md');
        const filling = { service, options, markdown, calendar: theCalendar(service, options.calendar) };
        const results: boolean[] = [];
        for (const file of files) results.push(await fillFile(file, filling));
        done(results.every((filled) => filled) ? exit.good : exit.bad);
      });
  },
};

interface Filling {
  readonly service: Service;
  readonly options: FillOptions;
  readonly markdown: Format | undefined;
  readonly calendar: string;
}

/** Whether the post now contains what it should. */
async function fillFile(file: string, filling: Filling): Promise<boolean> {
  const { service, options } = filling;
  const read = await service.posts.read(file);
  if ('problem' in read) return complain(sayProblem(read.problem));
  const post = readPost(file, read.text);
  if ('problems' in post) return complain(...post.problems.map(sayProblem));
  const filled = fill(post, { ...textsFor(post, filling), replace: options.replace === true });
  switch (filled.kind) {
    case 'unchanged':
      sumUp(options, `${file}: unchanged`);
      return true;
    case 'kept':
      sumUp(options, `${file}: kept ${filled.says}; --replace overwrites it`);
      return true;
    case 'refused':
      return complain(`${file}: ${filled.says}`);
    case 'filled':
      break;
  }
  if (options.dryRun === true) {
    process.stdout.write(unified(file, read.text, filled.text));
    sumUp(options, `${file}: would be filled`);
    return true;
  }
  try {
    await service.posts.write(file, filled.text);
  } catch (error) {
    // the other posts are filled all the same
    if (!(error instanceof Failure)) throw error;
    return complain(`release-calendar: ${error.message}`);
  }
  sumUp(options, `${file}: filled`);
  return true;
}

function complain(...says: readonly string[]): false {
  for (const one of says) process.stderr.write(`${one}\n`);
  return false;
}

interface Texts {
  readonly banner: string;
  readonly section?: string;
}

function textsFor(post: Post, { service, options, markdown, calendar: id }: Filling): Texts {
  const { publish } = service;
  const ask = { calendar: id, style: options.style };
  const at = options.at ?? publishedAt(post, valueOf(publish.calendar(id)));
  const { banner: atIssue, style } = valueOf(publish.banner({ ...ask, at }));
  const now = valueOf(publish.banner({ ...ask, at: service.clock() })).banner;
  const banner = openBanner(now, atIssue);
  if (banner !== atIssue) sumUp(options, `${post.file}: ${sayOpen(banner)}`);
  const written = withVersions(banner);
  const line = markdown?.banner?.(written, style) ?? '';
  if (options.section !== true) return { banner: line };
  const { section } = valueOf(publish.section({ ...ask, at, slug: post.slug }));
  return { banner: line, section: markdown?.section?.({ ...section, banner: written }, style) ?? '' };
}

function sayOpen({ at, next }: Banner): string {
  const names = next?.milestones.map(({ short }) => short).join(' and ') ?? '';
  return `the banner first names what is open now: ${names}, until ${minute(next?.ends)}. The issue comes out later, at ${minute(at)}: fill the post again with --replace then`;
}

function minute(at: Instant | undefined): string {
  return at === undefined ? '' : `${at.slice(0, 16)}Z`;
}
