//! A web server by hand on this machine, for tests: it says what it is told to, good and bad, and keeps what it heard.

use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;

use flate2::Compression;
use flate2::write::GzEncoder;

/// The heads of the requests that a server has heard.
pub(crate) type Heard = Mutex<Vec<String>>;

/// Serves until the program ends; `answer` gets the head of each request. Gives the address of the server without a
/// slash, and what it hears.
pub(crate) fn serve(answer: impl Fn(&str, &mut TcpStream) + Send + Sync + 'static) -> (String, Arc<Heard>) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let home = format!("http://{}", listener.local_addr().expect("an address"));
    let heard = Arc::new(Heard::default());
    let (answer, ears) = (Arc::new(answer), Arc::clone(&heard));
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let (answer, ears) = (Arc::clone(&answer), Arc::clone(&ears));
            thread::spawn(move || one(stream, &*answer, &ears));
        }
    });
    (home, heard)
}

/// Reads the head of a request; nothing when the other side has gone, an error when it is no request.
pub(crate) fn head_of(stream: &TcpStream) -> std::io::Result<String> {
    let mut reader = BufReader::new(stream);
    let mut head = String::new();
    while !head.ends_with("\r\n\r\n") && reader.read_line(&mut head)? > 0 {}
    Ok(head)
}

fn one(mut stream: TcpStream, answer: &dyn Fn(&str, &mut TcpStream), heard: &Heard) {
    let Ok(head) = head_of(&stream) else {
        // What is no request is answered as other servers do.
        return say(&mut stream, "400 Bad Request", "", b"plain words only");
    };
    heard.lock().expect("the list").push(head.clone());
    answer(&head, &mut stream);
}

/// The path that a request asks for.
pub(crate) fn path_of(head: &str) -> &str {
    head.split(' ').nth(1).unwrap_or("")
}

/// Answers with a status, header lines (each with its end) and a body.
pub(crate) fn say(stream: &mut TcpStream, status: &str, headers: &str, body: &[u8]) {
    let head =
        format!("HTTP/1.1 {status}\r\nContent-Length: {}\r\nConnection: close\r\n{headers}\r\n", body.len());
    // The one who asked may have gone already.
    let _ = stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(body));
}

/// Packs bytes by gzip.
pub(crate) fn packed(words: &[u8]) -> Vec<u8> {
    let mut packer = GzEncoder::new(Vec::new(), Compression::fast());
    packer.write_all(words).expect("memory");
    packer.finish().expect("memory")
}
