using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Kayron.Sandbox.Aws;

/// <summary>The state that the services share, the time that holds while they work on it, and fresh identifiers.</summary>
public sealed class AwsContext(AwsOptions options)
{
    private const string SuffixAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

    public AwsOptions Options { get; } = options;

    public AwsState State { get; set; } = new();

    /// <summary>The present of the emulated world: while it catches up with the clock, the time at which the step was due.</summary>
    public DateTimeOffset Now { get; set; }

    /// <summary>Everything takes no time: the world is being seeded.</summary>
    public bool Instantly { get; set; }

    /// <summary>How long something takes in the emulated world, given how long a person would watch it at pace 1.</summary>
    public TimeSpan Scaled(double seconds) => Instantly ? TimeSpan.Zero : TimeSpan.FromSeconds(seconds / Options.Pace);

    public string NextGuid() => new Guid(NextBytes()[..16]).ToString("D");

    public string NextHex(int length) => Convert.ToHexStringLower(NextBytes())[..length];

    /// <summary>A suffix as CloudFormation appends it to the names that it makes up.</summary>
    public string NextSuffix(int length = 12) => string.Concat(NextBytes().Take(length).Select(value => SuffixAlphabet[value % SuffixAlphabet.Length]));

    public string NextSecret() => Base64Url.EncodeToString(NextBytes());

    private byte[] NextBytes() => SHA256.HashData(Encoding.UTF8.GetBytes($"{Options.Account}/{Options.Region}/{++State.Sequence}"));
}
