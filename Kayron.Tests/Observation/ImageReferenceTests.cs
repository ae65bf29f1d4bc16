using Kayron.Core.Observation;

namespace Kayron.Tests.Observation;

public sealed class ImageReferenceTests
{
    [Theory]
    [InlineData("123456789012.dkr.ecr.us-west-2.amazonaws.com/api:v1.2.3", "api", "v1.2.3")]
    [InlineData("123456789012.dkr.ecr.us-west-2.amazonaws.com/team/api:v1", "team/api", "v1")]
    [InlineData("123456789012.dkr.ecr.us-west-2.amazonaws.com/api:v1@sha256:0123", "api", "v1")]
    [InlineData("123456789012.dkr.ecr.us-west-2.amazonaws.com/api@sha256:0123", "api", "sha256:0123")]
    [InlineData("localhost:5000/api:v1", "api", "v1")]
    [InlineData("localhost:5000/api", "api", null)]
    [InlineData("team/api:v1", "team/api", "v1")]
    [InlineData("api", "api", null)]
    public void An_image_names_a_repository_and_a_version(string image, string repository, string? version)
    {
        var reference = ImageReference.Parse(image);
        Assert.Equal((repository, version), (reference.Repository, reference.Version));
    }
}
