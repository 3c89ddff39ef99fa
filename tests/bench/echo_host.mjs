// The floor for hosts in Node.js: returns every frame as it came.
let bytes = Buffer.alloc(0);
process.stdin.on("data", (chunk) => {
  bytes = Buffer.concat([bytes, chunk]);
  while (bytes.length >= 4 && bytes.length >= 4 + bytes.readUInt32LE()) {
    const end = 4 + bytes.readUInt32LE();
    process.stdout.write(bytes.subarray(0, end));
    bytes = bytes.subarray(end);
  }
});
