// An HTTP client that costs as little as possible: one keep-alive socket, one reused receive buffer, framing by
// Content-Length. It counts the body and keeps its last bytes, where a page has its links.
import { connect } from 'node:net';

const RECEIVE_BYTES = 256 * 1024;
const TAIL_BYTES = 1024;
const HEAD_END = '\r\n\r\n';

/** The bytes of a GET request; build them once when the path is known beforehand. */
export function getRequest(path, token) {
  return Buffer.from(`GET ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer ${token}\r\n\r\n`);
}

export class RawConnection {
  #socket;
  #waiting; // { resolve, reject } of the request under way
  #head = '';
  #status = 0;
  #length = -1; // of the body; -1 while the head is still being read
  #read = 0;
  #tail = '';

  /** @param onReceive called after each received chunk */
  static open(port, onReceive = () => {}) {
    return new Promise((resolve, reject) => {
      const connection = new RawConnection();
      const buffer = Buffer.allocUnsafe(RECEIVE_BYTES);
      const receive = (count) => {
        connection.#receive(buffer.subarray(0, count));
        onReceive();
        return true;
      };
      const socket = connect({ port, host: '127.0.0.1', onread: { buffer, callback: receive } });
      connection.#socket = socket;
      socket.setNoDelay(true);
      socket.once('connect', () => resolve(connection));
      socket.once('error', reject);
      socket.on('error', (error) => connection.#fail(error));
      socket.on('close', () => connection.#fail(new Error('The server closed the connection.')));
    });
  }

  get busy() {
    return this.#waiting !== undefined;
  }

  /** Sends one request. Gives { status, length, tail } once the whole body has come. */
  send(request) {
    return new Promise((resolve, reject) => {
      if (this.#socket.destroyed) return reject(new Error('The connection is closed.'));
      this.#waiting = { resolve, reject };
      this.#socket.write(request);
    });
  }

  close() {
    this.#socket.destroy();
  }

  #receive(chunk) {
    if (this.#length >= 0) return this.#receiveBody(chunk);
    const before = this.#head.length;
    this.#head += chunk.latin1Slice(0, Math.min(chunk.length, 8192));
    const end = this.#head.indexOf(HEAD_END);
    if (end < 0) return;
    const length = /\r\ncontent-length: *(\d+)/i.exec(this.#head.slice(0, end))?.[1];
    if (length === undefined) return this.#fail(new Error('The answer has no Content-Length.'));
    this.#status = Number(this.#head.slice(9, 12));
    this.#length = Number(length);
    this.#receiveBody(chunk.subarray(end + HEAD_END.length - before));
  }

  #receiveBody(chunk) {
    const tailFrom = Math.max(0, this.#length - TAIL_BYTES - this.#read);
    if (tailFrom < chunk.length) this.#tail += chunk.latin1Slice(tailFrom);
    this.#read += chunk.length;
    if (this.#read < this.#length) return;
    const answer = { status: this.#status, length: this.#length, tail: this.#tail };
    const { resolve } = this.#waiting;
    this.#reset();
    resolve(answer);
  }

  #fail(error) {
    const waiting = this.#waiting;
    this.#reset();
    waiting?.reject(error);
  }

  #reset() {
    this.#waiting = undefined;
    this.#head = '';
    this.#length = -1;
    this.#read = 0;
    this.#tail = '';
  }
}
