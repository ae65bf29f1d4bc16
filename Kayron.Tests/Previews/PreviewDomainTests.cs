using Kayron.Core.Previews;

namespace Kayron.Tests.Previews;

public sealed class PreviewDomainTests
{
    [Theory]
    [InlineData("{hash}.{service}.{environment}.{domain}", null)]
    [InlineData("{hash}.lite.${Environment}.example.org", null)]
    [InlineData("{hash}-{service}.${AWS::Region}.example.org", null)]
    [InlineData("lite.example.org", "holds no {hash}")]
    [InlineData("{hash}.{branch}.example.org", "holds {branch}: known are {hash}, {service}, {environment} and {domain}.")]
    [InlineData("https://{hash}.example.org", "is no pattern of a host name")]
    [InlineData("{hash}", "is no pattern of a host name")]
    [InlineData("{hash}.Example.org", "is no pattern of a host name")]
    [InlineData("{hash}.\"}\n.example.org", "is no pattern of a host name")]
    [InlineData("${hash}.example.org", "holds no {hash}")]
    public void A_pattern_is_checked(string pattern, string? problem)
    {
        if (problem is null) Assert.Null(PreviewDomain.Problem(pattern));
        else Assert.Contains(problem, PreviewDomain.Problem(pattern), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{hash}.{service}.{environment}.{domain}", "1d0fd508.splits-lite.testing.example.org")]
    [InlineData("{hash}.lite.${Environment}.example.org", "1d0fd508.lite.${Environment}.example.org")]
    public void A_pattern_is_filled_in(string pattern, string host) => Assert.Equal(host, PreviewDomain.Expand(pattern, "1D0FD508", "splits_Lite", "testing", "example.org"));

    [Theory]
    [InlineData("web.${Environment}.acme.example", "acme.example")]
    [InlineData("web.testing.acme.example.", "acme.example")]
    [InlineData("www.acme.example", "acme.example")]
    [InlineData("web.${Zone.Name}", "${Zone.Name}")]
    [InlineData("web", null)]
    public void The_domain_is_what_names_neither_service_nor_environment(string host, string? domain) => Assert.Equal(domain, PreviewDomain.DomainOf(host, "web", "testing"));
}
