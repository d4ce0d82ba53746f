/** `npm run sample`: writes the committed sample again, or one of another size. */
import { runSample } from './runSample.ts';

process.exitCode = await runSample(process.argv.slice(2), {
  result: text => void process.stdout.write(text),
  message: text => void process.stderr.write(text),
});
