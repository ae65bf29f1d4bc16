namespace Kayron.Sandbox.Scenarios.Acme;

/// <summary>One commit of a service's past.</summary>
/// <param name="Hours">How long ago it was made.</param>
/// <param name="Tag">The version that was released from it, if any.</param>
internal sealed record ServiceCommit(int Hours, string Author, string Message, string? Tag = null);

/// <param name="Platforms">What its images are built for; several make a multi-architecture index.</param>
internal sealed record AcmeService(string Name, string Description, IReadOnlyList<string> Platforms, IReadOnlyList<ServiceCommit> Commits);

/// <summary>The six services of acme and what was done to them lately. What waits for production is not Ada's work, so that she may approve it.</summary>
internal static class AcmeServices
{
    private static readonly string[] s_one = ["linux/amd64"];
    private static readonly string[] s_both = ["linux/amd64", "linux/arm64"];

    public static IReadOnlyList<AcmeService> All { get; } =
    [
        new("api", "What every other part of acme talks to.", s_both,
        [
            new(400, "ada", "Answer from one place"),
            new(300, "ada", "Refuse requests without an account", "v1.8.1"),
            new(210, "grace", "Fix rounding of amounts below a cent", "v1.8.2"),
            new(160, "grace", "Read orders page by page"),
            new(151, "linus", "Say which field of an order is wrong"),
            new(140, "grace", "Keep connections to search open"),
            new(120, "linus", "Measure the time each upstream takes"),
            new(96, "grace", "Order history, by account and by month", "v1.9.0"),
            new(30, "grace", "Sort order history by date"),
            new(5, "linus", "Cache exchange rates for a minute"),
        ]),
        new("web", "The website.", s_both,
        [
            new(420, "linus", "A page for every product"),
            new(250, "grace", "Checkout in one step", "v3.1.0"),
            new(110, "grace", "Keep the cart after signing in", "v3.1.1"),
        ]),
        new("search", "Search over the catalogue.", s_one,
        [
            new(390, "ada", "Index the catalogue every night"),
            new(200, "ada", "Find words with typing mistakes", "v0.9.3"),
            new(28, "ada", "Rank what is in stock higher", "v0.9.4"),
        ]),
        new("billing", "Invoices.", s_one,
        [
            new(380, "margaret", "Write an invoice for each order", "v2.0.0"),
            new(70, "grace", "Number invoices without gaps", "v2.0.1"),
        ]),
        new("mailer", "Sends mail.", s_one,
        [
            new(370, "linus", "Send mail from a queue"),
            new(190, "linus", "Try again when the other side is busy", "v1.1.4"),
        ]),
        new("ledger", "The books.", s_one,
        [
            new(360, "ada", "Book every payment twice"),
            new(220, "ada", "Close a month", "v0.4.2"),
        ]),
    ];
}
