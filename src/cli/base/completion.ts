import type { Command } from 'commander';

/** What may follow after some words of a command line. */
interface Place {
  /** The words so far, each after a space: ` history record`; empty at the beginning. */
  readonly at: string;
  readonly parts: readonly Word[];
  readonly options: readonly Flag[];
}

interface Word {
  readonly name: string;
  readonly about: string;
}

interface Flag extends Word {
  readonly takesValue: boolean;
  /** The values that are known. */
  readonly choices: readonly string[];
}

/** The options whose values are asked of the program when somebody wants one. */
export const inCalendars: readonly string[] = ['--calendar', '--release'];

/** Every place of a command and of the commands in it, from outside in. */
function placesOf(command: Command, at = ''): readonly Place[] {
  const options = command.options
    .filter(({ hidden }) => !hidden)
    .map(({ long, required, optional, description, argChoices = [] }) => ({
      name: long ?? '',
      about: description,
      takesValue: required || optional,
      choices: argChoices,
    }));
  const help = { name: '--help', about: 'print the help', takesValue: false, choices: [] };
  const commands = command.commands.map((one) => ({ name: one.name(), about: one.description() }));
  const values = command.registeredArguments.flatMap(({ argChoices = [], description }) =>
    argChoices.map((name) => ({ name, about: description })),
  );
  const below = command.commands.flatMap((one) => placesOf(one, `${at} ${one.name()}`));
  return [{ at, parts: [...commands, ...values], options: [...options, help] }, ...below];
}

/** The script for each shell, made from the commands themselves. */
export const shells = [
  { name: 'bash', write: bash },
  { name: 'zsh', write: zsh },
  { name: 'fish', write: fish },
] as const;

function bash(program: Command): string {
  const places = placesOf(program);
  const cases = places.map(({ at, parts, options }) => {
    const words = [...parts, ...options].map(({ name }) => name).join(' ');
    const values = options.flatMap(({ name, takesValue }) => (takesValue ? name : [])).join(' ');
    return `    ${quoted(at)}) words=${quoted(words)} values=${quoted(values)} ;;\n`;
  });
  const known = choicesOf(places).map(([at, names]) => `    ${at}) words=${quoted(names)} ;;\n`);
  return `# eval "$(release-calendar completion bash)"
_release_calendar() {
  local cur=\${COMP_WORDS[COMP_CWORD]} prev=\${COMP_WORDS[COMP_CWORD-1]} at= word words= values=
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case "$at $word" in
      ${steps(places).join(' | ')}) at="$at $word" ;;
    esac
  done
  case "$at" in
${cases.join('')}  esac
  # the value of an option: those that are known, else files
  [[ " $values " == *" $prev "* ]] && words=
  case "$at $prev" in
${known.join('')}    *' --calendar' | *' --release') words=$("\${COMP_WORDS[0]}" completion bash --values "$prev" 2>/dev/null) ;;
  esac
  COMPREPLY=($(compgen -W "$words" -- "$cur"))
}
complete -o default -F _release_calendar release-calendar
`;
}

function zsh(program: Command): string {
  const places = placesOf(program);
  const list = (words: readonly Word[]): string =>
    words.map(({ name, about }) => quoted(`${name}:${oneLine(about)}`)).join(' ');
  const cases = places.map(
    ({ at, parts, options }) =>
      `    ${quoted(at)})\n      parts=(${list(parts)})\n      options=(${list(options)})\n      ;;\n`,
  );
  const known = choicesOf(places).map(([at, names]) => `    ${at}) compadd ${names}; return ;;\n`);
  return `#compdef release-calendar
# eval "$(release-calendar completion zsh)"
_release_calendar() {
  local at= word
  local -a parts options
  for word in "\${(@)words[2,CURRENT-1]}"; do
    case "$at $word" in
      ${steps(places).join(' | ')}) at="$at $word" ;;
    esac
  done
  case "$at" in
${cases.join('')}  esac
  case "$at \${words[CURRENT-1]}" in
${known.join('')}    *' --calendar' | *' --release')
      compadd -- \${(f)"$(\${words[1]} completion zsh --values \${words[CURRENT-1]} 2>/dev/null)"}
      return
      ;;
  esac
  _describe command parts
  _describe -o option options
  _files
}
compdef _release_calendar release-calendar
`;
}

function fish(program: Command): string {
  const places = placesOf(program);
  const lines = places.flatMap(({ at, parts, options }) => {
    const here = `complete -c release-calendar -n ${fishQuoted(`__release_calendar_at "${at}"`)}`;
    return [
      ...parts.map(({ name, about }) => `${here} -f -a ${name} -d ${fishQuoted(oneLine(about))}\n`),
      ...options.map(
        (option) =>
          `${here} -l ${option.name.slice(2)}${fishValue(option)} -d ${fishQuoted(oneLine(option.about))}\n`,
      ),
    ];
  });
  return `# release-calendar completion fish | source
function __release_calendar_at
  set -l at ''
  for word in (commandline -opc)[2..-1]
    switch "$at $word"
      case ${steps(places).join(' ')}
        set at "$at $word"
    end
  end
  test "$at" = "$argv[1]"
end
${lines.join('')}`;
}

/** What follows an option: nothing, a value that is known, or a file. */
function fishValue({ name, takesValue, choices }: Flag): string {
  if (choices.length > 0) return ` -x -a ${fishQuoted(choices.join(' '))}`;
  if (inCalendars.includes(name))
    return ` -x -a ${fishQuoted(`(release-calendar completion fish --values ${name})`)}`;
  return takesValue ? ' -r' : '';
}

/** Each option whose values are known, after its place, with them. */
function choicesOf(places: readonly Place[]): readonly (readonly [at: string, names: string])[] {
  return places.flatMap(({ at, options }) =>
    options.flatMap(({ name, choices }) =>
      choices.length > 0 ? [[quoted(`${at} ${name}`), choices.join(' ')] as const] : [],
    ),
  );
}

function steps(places: readonly Place[]): readonly string[] {
  return places.flatMap(({ at }) => (at === '' ? [] : quoted(at)));
}

/** For bash and zsh, in which nothing is special between single quotes but they themselves. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

function fishQuoted(text: string): string {
  return `'${text.replaceAll(/['\\]/g, String.raw`\$&`)}'`;
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ');
}
