import { serveWorkspace } from '../../src/main/hosts/server/serve.ts';

/** The server host of `npm start` without a browser: prints its address, ends when its input closes. */
const [workspaceFolder, ...datasets] = process.argv.slice(2);
const server = await serveWorkspace({ workspaceFolder, datasets, sample: false, port: null }, (sentence) =>
  console.error(sentence),
);
console.log(server.url);
process.stdin.on('end', () => void server.close().then(() => process.exit(0))).resume();
