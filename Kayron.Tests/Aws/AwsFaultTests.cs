using System.Net;
using System.Net.Sockets;
using Amazon.Runtime;
using Kayron.Core.Aws.Runtime;
using Kayron.Core.Reconcile;

namespace Kayron.Tests.Aws;

public sealed class AwsFaultTests
{
    [Theory]
    [InlineData(400, "Throttling", typeof(TransientException))]
    [InlineData(400, "ThrottlingException", typeof(TransientException))]
    [InlineData(503, "SlowDown", typeof(TransientException))]
    [InlineData(429, "", typeof(TransientException))]
    [InlineData(500, "InternalFailure", typeof(TransientException))]
    [InlineData(502, "", typeof(TransientException))]
    [InlineData(400, "RequestTimeout", typeof(TransientException))]
    [InlineData(400, "InvalidChangeSetStatus", typeof(TransientException))]
    [InlineData(403, "AccessDenied", typeof(BlockedException))]
    [InlineData(400, "AccessDeniedException", typeof(BlockedException))]
    [InlineData(403, "ExpiredToken", typeof(BlockedException))]
    [InlineData(400, "ExpiredTokenException", typeof(BlockedException))]
    [InlineData(403, "InvalidClientTokenId", typeof(BlockedException))]
    [InlineData(400, "UnrecognizedClientException", typeof(BlockedException))]
    [InlineData(403, "SignatureDoesNotMatch", typeof(BlockedException))]
    [InlineData(404, "NoSuchBucket", typeof(BlockedException))]
    [InlineData(301, "PermanentRedirect", typeof(BlockedException))]
    [InlineData(400, "InsufficientCapabilitiesException", typeof(BlockedException))]
    [InlineData(400, "LimitExceededException", typeof(BlockedException))]
    [InlineData(400, "ValidationError", typeof(InvalidException))]
    public void Words_of_AWS_are_of_three_kinds(int status, string code, Type kind)
    {
        var fault = AwsFaults.Translate(new AmazonServiceException("said", null, ErrorType.Unknown, code, "1", (HttpStatusCode)status), "describe stack acme", CancellationToken.None);

        Assert.IsType(kind, fault);
        Assert.Contains("describe stack acme", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Lost_connections_may_be_found_again()
    {
        Exception[] lost =
        [
            new HttpRequestException("refused"), new IOException("reset"), new TimeoutException(), new TaskCanceledException(),
            new AmazonServiceException("no answer", new HttpRequestException("refused", new SocketException())), new AmazonClientException("no answer", new IOException("reset")),
        ];

        Assert.All(lost, error => Assert.IsType<TransientException>(AwsFaults.Translate(error, "describe stack acme", CancellationToken.None)));
    }

    [Fact]
    public void Missing_credentials_are_for_a_person_to_set()
    {
        var fault = AwsFaults.Translate(new AmazonClientException("Failed to resolve AWS credentials. The credential providers returned the following errors:\nException 1 of 4"), "describe stack acme", CancellationToken.None);

        var message = Assert.IsType<BlockedException>(fault).Message;
        Assert.Contains("describe stack acme: Failed to resolve AWS credentials. Set AWS_ACCESS_KEY_ID", message, StringComparison.Ordinal);
        Assert.DoesNotContain("errors", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Whatever_AWS_says_stays_on_one_line() =>
        Assert.EndsWith("first second", AwsFaults.Translate(new AmazonServiceException("first\r\n\n second", null, ErrorType.Unknown, "ValidationError", "1", HttpStatusCode.BadRequest), "describe stack acme", CancellationToken.None)!.Message, StringComparison.Ordinal);

    [Fact]
    public void A_page_of_a_proxy_is_not_quoted() =>
        Assert.DoesNotContain("<html>", AwsFaults.Translate(new AmazonServiceException("<html>", null, ErrorType.Unknown, "", "1", HttpStatusCode.BadGateway), "describe stack acme", CancellationToken.None)!.Message, StringComparison.Ordinal);

    [Fact]
    public void Mistakes_of_our_own_stay_what_they_are() => Assert.Null(AwsFaults.Translate(new InvalidOperationException(), "describe stack acme", CancellationToken.None));
}
