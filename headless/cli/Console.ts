/** The two streams of a command: results on one, progress and messages on the other. */
export interface Console {
  result(text: string): void;
  message(text: string): void;
  progress(done: number, total: number, label: string): void;
  /** Ends a progress line that is still open. */
  endProgress(): void;
}

export function terminalConsole(): Console {
  const isTerminal = process.stderr.isTTY === true;
  let lastLabel = '';
  let isLineOpen = false;
  const endProgress = () => {
    if (isLineOpen) process.stderr.write('\n');
    isLineOpen = false;
    lastLabel = '';
  };
  return {
    result: text => void process.stdout.write(`${text}\n`),
    message: text => {
      endProgress();
      process.stderr.write(`${text}\n`);
    },
    progress: (done, total, label) => {
      if (isTerminal) {
        const percent = total > 0 ? ` ${Math.floor((100 * done) / total)} %` : '';
        process.stderr.write(`\r\u001b[2K${label}${percent}`);
        isLineOpen = true;
      } else if (label !== lastLabel) process.stderr.write(`${label}\n`);
      lastLabel = label;
    },
    endProgress,
  };
}
