// The yardstick of the HTTP figures: node:http that sends bytes and headers it fetched once from the service.
import { createServer } from 'node:http';

const [address = '', ...conditional] = process.argv.slice(2);
const answer = await fetch(address, { headers: { 'accept-encoding': 'identity' } });
const body = Buffer.from(await answer.arrayBuffer());
const headers = Object.fromEntries(
  [...answer.headers].filter(([name]) => !/^(date|connection|keep-alive)$/.test(name)),
);

const server = createServer((request, response) => {
  request.resume();
  const unchanged = conditional.includes('--304') && request.headers['if-none-match'] === headers['etag'];
  const { 'content-length': _, ...rest } = headers;
  response.writeHead(unchanged ? 304 : 200, unchanged ? rest : headers);
  response.end(unchanged ? undefined : body);
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  process.stdout.write(`port=${typeof address === 'object' && address ? address.port : 0}\n`);
});
process.on('SIGTERM', () => process.exit(0));
