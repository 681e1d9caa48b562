/** A piece of an LP text. `text` is as written; `value` is the number of a number token and 0 otherwise. */
export interface LpToken {
  readonly kind: 'number' | 'name' | 'sign' | 'compare' | 'colon' | 'bracket' | 'other' | 'end';
  readonly text: string;
  readonly value: number;
  readonly line: number;
  readonly isLineStart: boolean;
}

/** Hands out the tokens of a text one by one, with a look ahead. */
export interface LpScanner {
  /** The token `distance` places ahead (0 = next) without taking it. */
  peek(distance?: number): LpToken;
  /** Takes the next token. */
  take(): LpToken;
}

const PIECES = {
  blank: /(?:[^\S\n]+|\\[^\n]*)+/y,
  number: /(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?/y,
  name: /[A-Za-z!"#$%&(),;?@_`'{}|~/\u0080-\uFFFF][\w!"#$%&(),;?@`'{}|~/.[\]\u0080-\uFFFF]*/y,
  compare: /<=|=<|>=|=>|<|>|=/y,
};

function matchAt(piece: RegExp, text: string, position: number): string | null {
  piece.lastIndex = position;
  return piece.exec(text)?.[0] ?? null;
}

/** Cuts a CPLEX-LP text into tokens; `\` starts a comment that runs to the end of the line. */
export function createLpScanner(text: string): LpScanner {
  let position = text.startsWith('\uFEFF') ? 1 : 0;
  let line = 1;
  let isLineStart = true;
  const ahead: LpToken[] = [];

  const skipBlanks = (): void => {
    for (;;) {
      position += matchAt(PIECES.blank, text, position)?.length ?? 0;
      if (text[position] !== '\n') return;
      position += 1;
      line += 1;
      isLineStart = true;
    }
  };

  const scan = (): LpToken => {
    skipBlanks();
    const make = (kind: LpToken['kind'], piece: string, value = 0): LpToken => {
      const token = { kind, text: piece, value, line, isLineStart };
      position += piece.length;
      isLineStart = false;
      return token;
    };
    const character = text[position];
    if (character === undefined) return { kind: 'end', text: 'the end of the file', value: 0, line, isLineStart };
    const number = matchAt(PIECES.number, text, position);
    if (number !== null) return make('number', number, Number(number));
    const name = matchAt(PIECES.name, text, position);
    if (name !== null) return make('name', name);
    const compare = matchAt(PIECES.compare, text, position);
    if (compare !== null) return make('compare', compare);
    if (character === '+' || character === '-') return make('sign', character);
    if (character === ':') return make('colon', character);
    return make(character === '[' || character === ']' ? 'bracket' : 'other', character);
  };

  const peek = (distance = 0): LpToken => {
    while (ahead.length <= distance) ahead.push(scan());
    return ahead[distance]!;
  };

  return {
    peek,
    take() {
      const token = peek();
      ahead.shift();
      return token;
    },
  };
}
